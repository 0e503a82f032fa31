import type { SiteRef } from '../../../words/place';
import { instance } from '../cli-database';
import { fitsStandby, keyManager, sameSettings, versionOffered } from '../cli-guards';
import type { Needed } from '../../../port/needed';
import { decidedOf } from './engines';
import type { DatabasePlace, DatabasePlacement } from './names';
import { classOf } from './sizes';
import { baselineOf, growsTo } from './storage';

/* What of an instance that exists only the service knows, compared with what stands by for it. */

type About = Pick<DatabasePlacement, 'id' | 'component' | 'declaration'>;

/** What would be a standby that is none: a smaller one, one that is set otherwise, or one of a version that the other region no longer makes. */
export function comparedNeeds({ id, component, declaration }: About, place: DatabasePlace, standby: SiteRef): Needed[] {
  const { region, names } = place;
  const { engine, size, parameters } = declaration;
  const name = names.instance;
  const of = classOf(size);
  const modify = `aws rds modify-db-instance --region ${region} --db-instance-identifier ${name}`;
  return [
    {
      id: `class-${id}`,
      title: `${component} at ${region} is no larger than what stands by for it, ${of[0]}`,
      run: fitsStandby(region, name, of),
      matches: 'fits',
      fix: 'size: Size.of({ vcpus: …, memoryGiB: … }), as large as this prints',
    },
    {
      id: `settings-${id}`,
      title: `${component} at ${region} is set as what stands by for it: a smaller limit there stops what follows`,
      run: sameSettings(region, name, parameters, decidedOf(declaration)),
      matches: 'same',
      fix: 'parameters: as this prints them; one that is not to be at the other site goes out of its own group',
    },
    {
      id: `version-${id}`,
      title: `${standby.region} offers the version of ${component} at ${region} for ${of[0]}`,
      run: versionOffered(region, name, standby.region, engine.name, of[0]),
      matches: 'offered',
      fix: `${modify} --engine-version …, a minor version that ${standby.region} offers: it restarts; or another size`,
    },
  ];
}

/** What nothing waits for: how fast and how far its storage goes, and whose key is its own where copies go to another account. */
export function comparedWants({ id, component, declaration }: About, place: DatabasePlace, copiesIn?: SiteRef): Needed[] {
  const { region, names } = place;
  const { gib } = declaration;
  const most = growsTo(gib) ?? gib;
  const stored = (what: string, title: string, query: string, fix: string): Needed => ({
    id: `${what}-${id}`,
    title: `${component} at ${region} ${title}`,
    run: instance(region, names.instance, `DBInstances[0].${query}`),
    matches: 'True',
    fix,
  });
  return [
    stored(
      'iops',
      `has no faster storage than what stands by for it: gp3, ${baselineOf(gib)} operations a second`,
      `[starts_with(StorageType,'gp')&&not_null(Iops,to_number('0'))<=to_number('${baselineOf(gib)}')]`,
      'aws.customize(database, ({ instance }) => …) with its storage type and operations; or it is slower once the site takes the role',
    ),
    stored(
      'grows',
      `grows to ${most} GiB at the most, as what stands by for it does`,
      `[not_null(MaxAllocatedStorage,to_number('0'))<=to_number('${most}')]`,
      'storageGiB: half of what it may grow to, or more: what follows stops where its storage is full',
    ),
    ...(copiesIn === undefined || copiesIn.account === place.account ? [] : [ofOwnKey({ id, component }, place, copiesIn)]),
  ];
}

/** A key of AWS's own is shared with no account. https://repost.aws/knowledge-center/backup-cross-account-copy, 2026-11. */
const ofOwnKey = ({ id, component }: Pick<About, 'id' | 'component'>, { region, names }: DatabasePlace, to: SiteRef): Needed => ({
  id: `own-key-${id}`,
  title: `${component} at ${region} is encrypted by a key of yours: copies of any other are not sent to account ${to.account}`,
  run: keyManager(region, names.instance),
  matches: 'CUSTOMER',
  fix: `it cannot be changed: a snapshot of it is copied with a key of yours, which lets account ${to.account} use it, and restored`,
});
