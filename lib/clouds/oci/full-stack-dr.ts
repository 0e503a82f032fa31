import { DisasterRecoveryDrPlan } from '@cdktf/provider-oci/disaster-recovery-dr-plan';
import {
  DisasterRecoveryDrProtectionGroup,
  type DisasterRecoveryDrProtectionGroupAssociation,
} from '@cdktf/provider-oci/disaster-recovery-dr-protection-group';
import { Construct } from 'constructs';
import { z } from 'zod';
import { ComponentHost } from '../../components/component';
import { check, declared } from '../../words/checked';
import { ContinuityError } from '../../words/errors';
import { instance, isDecidedLater, word } from '../../words/shapes';
import { BUCKET_NAME, isOcidIn } from './facts';
import { providerOf } from './provider';
import { OciSite } from './site';

/** One of the two sites, and what Full Stack DR needs there: yours, and of no component of a workload. */
export interface FullStackDrSide {
  /** The site, as the topology has it. */
  readonly site: OciSite;
  /** OCID of the machine there that `continuity` is run on: the one member of the group. */
  readonly runner: string;
  /** A bucket of its region, where executions are logged. */
  readonly logs: string;
}

/** What {@link FullStackDr} takes. */
export interface FullStackDrProps {
  /** Id of the workload, as groups and plans are called after it. */
  readonly workload: string;
  /** The site that serves. */
  readonly serves: FullStackDrSide;
  /** The site that stands by: plans are made there, "only for a DR protection group that has a standby role" (https://docs.oracle.com/en/cloud/iaas/disaster-recovery/cssgm/overview-dr-plans.html, 2026-12). */
  readonly standsBy: FullStackDrSide;
}

const SITE = 'a site of OCI, of two in different regions of one realm';
const RUNNER = 'the OCID of a machine in the region of its site, which no component is';
const side = z
  .strictObject(
    { site: instance(OciSite, SITE), runner: word(RUNNER), logs: word(BUCKET_NAME.allowed, BUCKET_NAME.shape, 256) },
    'a site, the OCID of a machine there, and a bucket of logs',
  )
  .refine(({ site, runner }) => isDecidedLater(runner) || isOcidIn('instance', site.region, runner), RUNNER);
const EXAMPLE = "{ site: paris, runner: 'ocid1.instance.oc1.eu-paris-1.…', logs: 'acme-dr-logs' }";
const TAKES = declared<FullStackDrProps>(
  { workload: word('the id of a workload'), serves: side, standsBy: side },
  { workload: "'register'", serves: EXAMPLE, standsBy: EXAMPLE },
);

/**
 * The button of the console, for a company that wants it: a protection group at each site, associated, and a plan of a switchover and one of a failover in the group that stands by. Its one member at a site
 * is the machine that `continuity` is run on, which a plan neither stops nor moves: what the workload is made of has one owner, so that no component is a member, and what a plan does is a step of yours that
 * runs `continuity run` there (docs/on-oci.md, "Full Stack DR"). A plan is executed by people, and by no apply.
 *
 * It belongs into a stack of your own: an association names both regions, so that recovery could not be applied with it. Both have to be alive where it is applied. Roles swap behind an execution, and are
 * force-new (v7.29.0, disaster_recovery_dr_protection_group): they are ignored, and another direction is two other groups.
 */
export class FullStackDr extends Construct {
  /** The groups of both sites, the one that serves first. */
  readonly groups: readonly [DisasterRecoveryDrProtectionGroup, DisasterRecoveryDrProtectionGroup];
  /** Its plans, of a switchover and of a failover: their steps are added where they are, since the provider only reads them. */
  readonly plans: readonly DisasterRecoveryDrPlan[];

  /** Throws `DR-OWN-09` where it is given what it cannot take, `DR-OWN-07` where that is of a workload, or its stack is. */
  constructor(scope: Construct, id: string, props: FullStackDrProps) {
    refuseOwned(scope, props);
    check(props, TAKES, { subject: `FullStackDr '${id}'`, id: 'DR-OWN-09' });
    super(scope, id);
    const { workload, serves, standsBy } = props;
    refuseOneRegion(serves.site, standsBy.site);
    const first = this.group('primary', workload, serves);
    const second = this.group('standby', workload, standsBy, {
      role: 'STANDBY',
      peerId: first.id,
      peerRegion: serves.site.region.code,
    });
    this.groups = [first, second];
    this.plans = ['SWITCHOVER', 'FAILOVER'].map(
      (type) =>
        new DisasterRecoveryDrPlan(this, `${type.toLowerCase()}-${standsBy.site.region.code}`, {
          ...(second.provider ? { provider: second.provider } : {}),
          displayName: `${workload}-${type.toLowerCase()}-to-${standsBy.site.region.code}`,
          drProtectionGroupId: second.id,
          type,
        }),
    );
  }

  private group(
    as: 'primary' | 'standby',
    workload: string,
    { site, runner, logs }: FullStackDrSide,
    association?: DisasterRecoveryDrProtectionGroupAssociation,
  ): DisasterRecoveryDrProtectionGroup {
    const { code } = site.region;
    return new DisasterRecoveryDrProtectionGroup(this, `${as}-${code}`, {
      provider: providerOf(this, site, code, code),
      compartmentId: site.account,
      displayName: `${workload}-${code}`,
      logLocation: { namespace: site.namespace, bucket: logs },
      members: [{ memberId: runner, memberType: 'COMPUTE_INSTANCE_NON_MOVABLE', isStartStopEnabled: false }],
      ...(association ? { association } : {}),
      lifecycle: { ignoreChanges: ['association'] },
    });
  }
}

/** One owner of each thing: what Terraform decides is somebody's already. */
function refuseOwned(scope: Construct, props: Partial<FullStackDrProps> | null | undefined): void {
  const sides = [props?.serves, props?.standsBy];
  const made = sides.flatMap((one) => [one?.runner, one?.logs]).find((one) => isDecidedLater(one));
  if (!ComponentHost.above(scope) && made === undefined) return;
  throw new ContinuityError({
    id: 'DR-OWN-07',
    what:
      made === undefined
        ? 'Full Stack DR is declared in a workload: it names both regions, and recovery is applied while one is out'
        : 'Full Stack DR is given what a stack makes: a plan of it may stop, move and end its members',
    value: made ?? scope.node.path,
    allowed: 'a stack of your own, and the OCID of a machine of your own',
    fix: "new FullStackDr(new TerraformStack(app, 'dr'), 'Dr', { … }), with OCIDs as texts",
  });
}

function refuseOneRegion({ region: a }: OciSite, { region: b }: OciSite): void {
  if (a.code !== b.code && a.partition === b.partition) return;
  throw new ContinuityError({
    id: 'DR-OWN-09',
    what: 'Full Stack DR joins two regions of one realm',
    value: `${a.code} and ${b.code}`,
    allowed: SITE,
    fix: 'the two sites of the topology',
  });
}
