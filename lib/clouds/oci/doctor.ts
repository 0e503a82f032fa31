import type { CloudDoctor, SiteInPeace } from '../../port/cloud';
import { UNLOCK } from '../../port/lock-words';
import type { Site } from '../../port/site';
import type { StateLocation } from '../../port/state-location';
import { APPLY, asked, notSeen, type DoctorItem } from '../../words/doctor';
import {
  bucketSays,
  compartmentState,
  locks,
  namespaceThere,
  policiesNamed,
  PROGRAMS,
  readStates,
  subscription,
  type StateWords,
} from './cli-doctor';
import type { OciGroundName } from './ground';
import type { OciSite } from './site';
import type { OciState } from './state';

/** Arguments of a provider that let it in by itself: the program `oci` does not read them. */
const ITS_OWN = ['auth', 'configFileProfile', 'userOcid', 'tenancyOcid'] as const;

function credentials(site: Site): DoctorItem[] {
  const { namespace, account, region, provider } = site as OciSite;
  const { code } = region;
  const own = ITS_OWN.filter((name) => provider[name] !== undefined);
  const look = (about: 'credentials' | 'opt-in', id: string, title: string, run: string[], matches: string, fix: string): DoctorItem =>
    asked({ about, id: `${id}-${code}`, title, run, matches, endpoint: code, letIn: about === 'credentials', fix });
  return [
    look('credentials', 'who', `The tenancy of ${namespace} answers at ${code}`, namespaceThere(code), namespace, LOGIN),
    look('credentials', 'compartment', `The compartment ${account} is seen`, compartmentState(code, account), 'ACTIVE', LOGIN),
    look(
      'opt-in',
      'subscribed',
      `The tenancy is subscribed to ${code}`,
      subscription(code),
      'READY',
      `oci iam region-subscription create, in the home region`,
    ),
    ...own.map((name) =>
      notSeen('credentials', `whether Terraform is let in at ${code} by ${name} of its provider`, 'the program oci logs in by itself'),
    ),
  ];
}

const LOGIN = 'log in to that tenancy (oci session authenticate, or OCI_CLI_PROFILE), and be given its compartment';

function state(where: StateLocation, near: Site, keys: readonly string[]): DoctorItem[] {
  const { bucket, namespace, region = near.region.code, isLocked } = where as OciState;
  const words = { region, namespace, bucket };
  return [
    asked({
      about: 'state',
      id: `state-${bucket}`,
      title: `${bucket} can be listed, and its states can be read`,
      run: readStates(words, keys),
      matches: 'read(; .*)?',
      endpoint: region,
      letIn: true,
      fix: `make the bucket ${bucket} in ${region}, or be given read objects there`,
    }),
    asked({
      about: 'state',
      id: `versions-${bucket}`,
      title: `${bucket} keeps versions of its states`,
      run: bucketSays(region, namespace, bucket, 'versioning'),
      matches: 'Enabled',
      endpoint: region,
      fix: `oci os bucket update --bucket-name ${bucket} --versioning Enabled`,
    }),
    ...(isLocked ? locked(words, keys) : [notSeen('lock', `who applies the states in ${bucket}`, 'they are not locked (lock: false)')]),
    notSeen(
      'credentials',
      `whether Terraform reads ${bucket}`,
      'it speaks to it as S3, by a customer secret key that the program oci does not use',
    ),
  ];
}

/** What can be asked of a lock, and what nobody can say of it. */
function locked(words: StateWords, keys: readonly string[]): DoctorItem[] {
  const { bucket, region: endpoint } = words;
  return [
    asked({
      about: 'lock',
      id: `lock-${bucket}`,
      title: `Nobody holds a lock in ${bucket}`,
      run: locks(words, keys),
      matches: 'free',
      endpoint,
      fix: UNLOCK,
    }),
    notSeen('lock', `whether two who apply at once exclude each other in ${bucket}`, 'nobody has shown that OCI holds a lock: UNVERIFIED'),
  ];
}

function ground({ site, sitePlan }: SiteInPeace<OciGroundName>): DoctorItem[] {
  const { homeRegion, account } = site as OciSite;
  return [
    asked({
      about: 'standby',
      id: `grants-${sitePlan.region}`,
      title: `Object Storage of ${sitePlan.region} is granted its key and its copies`,
      run: policiesNamed(homeRegion, account, sitePlan.ground.policy),
      matches: '1',
      endpoint: homeRegion,
      fix: APPLY,
    }),
  ];
}

/** What OCI asks ahead of the day. */
export const doctor: CloudDoctor = {
  programs: PROGRAMS,
  credentials,
  state,
  ground: (context) => ground(context as SiteInPeace<OciGroundName>),
};
