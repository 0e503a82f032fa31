import { DataOciCoreSubnet } from '@cdktf/provider-oci/data-oci-core-subnet';
import { membersOf } from '../../../components/capacity';
import type { Rendered } from '../../../port/cloud';
import type { Effect } from '../../../words/effect';
import { restoreTime } from '../../../words/figure';
import { ociCell, type OciContext } from '../cell';
import { renderGroup, renderReaches, type Ports } from '../database-group';
import { renderDatabaseVault, renderPassword } from '../database-vault';
import { networkOf } from '../network/cell';
import { machinesSla } from '../slas';
import { baseDoctor } from './doctor';
import { GUIDE, LAG, NO_COPIES, ONE_ZONE, PROMOTION, RESTORED } from './figures';
import { baseFlaws } from './limits';
import { BASE_NAMES, hostOf, type BasePlacement } from './names';
import { baseServingSignals, baseSignals } from './signals';
import { baseRecovery } from './steps';
import { foundAt, KEPT_AS_IT_IS, LONGEST, renderSystem } from './system';
import { BASE_TYPES } from './types';

/** The listener, and redo between the two (https://docs.oracle.com/en/cloud/paas/base-database/data-guard/, 2026-11). */
const PORTS: Ports = { sql: { min: 1521, max: 1521 } };

const EFFECTS: readonly Effect[] = [
  {
    type: 'oci_database_db_system',
    does: 'swaps',
    terraform: 'ignored',
    how: KEPT_AS_IT_IS.join(', '),
    source: `the two databases swap roles (${GUIDE}); no role is an argument of a DB system: oci 7.29, database_db_system_resource.go`,
  },
  {
    type: 'oci_database_db_system',
    does: 'makes',
    terraform: 'import',
    how: 'by its name at its own site, once that took the role',
    source: `what follows is launched by a step, with the password of the vault, which would stand in a state (${GUIDE}): its site takes it in`,
  },
];

/** Base Database: a DB system at each site, of which one follows the other by Data Guard; the roles of both are swapped by command, at what takes the role. */
export const baseDatabase = ociCell({
  kind: 'relational-database',
  service: 'OCI Base Database',
  takes: ({ engine }) => engine.name === 'oracle' && engine.version !== 'current',
  facts: {
    oneAccount: true,
    needs: ['network'],
    flips: { replica: 'switch' },
    overWay: ['replica'],
    spreads: ['single'],
    made: {
      why: 'what follows is launched with the password of the administrator and of the wallet, in the group and the subnet that the library made, and roles are looked up by the names it gave',
      instead: 'and bring its data once: RMAN, a pluggable database that is cloned over a database link, or Data Pump',
    },
    limits: `take a replica: ${NO_COPIES}; ${ONE_ZONE}`,
    fence:
      'no rule lets anybody in but what follows it. Ahead of a switchover that is all, since it ends every session and brings what they wrote; ahead of a failover its node is stopped, too',
    born: 'links',
    effects: EFFECTS,
    automatic: false,
    names: BASE_NAMES,
    oneWay: [],
    refuses: baseFlaws,
    longest: () => LONGEST,
    // That of its one machine: what is promised of the service itself was not read (UNVERIFIED).
    slas: () => [machinesSla(1, 'single')],
    runs: membersOf(1),
    restoresInPlace: ({ gib }) => ({ rpo: RESTORED, promotion: restoreTime(gib) }),
    putBack:
      'oci db database restore --database-id ID --timestamp MOMENT, at the one that serves (ID: oci db database list --compartment-id COMPARTMENT --db-system-id SYSTEM, of the DB system that its stack names): the database itself goes back, whole, and what was written since is lost. What follows has to be made anew behind it (docs/databases-on-oci.md, "A standby that stays lost"): UNVERIFIED',
    figures: () => ({ rpo: LAG, promotion: PROMOTION }),
  },
  types: BASE_TYPES,
  recovery: baseRecovery,
  signals: baseSignals,
  servingSignals: baseServingSignals,
  doctor: baseDoctor,
  renderSite: renderBase,
  // A step launches it, behind the way between the networks: a password stands in what it is made with.
  renderMember: () => ({ ready: [], waits: [] }),
});

/** What a database needs of its site, a password of its vault included, stands there from the first day on; itself it does once it was created there, or took the role there. */
function renderBase(context: OciContext, placement: BasePlacement): Rendered {
  const { declaration, here, born, current, joined } = placement;
  const kept = renderDatabaseVault(context, placement);
  const password = renderPassword(context, placement, kept);
  // Either side calls the other: what follows fetches what it lacks, and what serves sends; the fence keeps that.
  const { group, rules } = renderGroup(context, placement, PORTS, joined === 'replica' ? context.sitePlan.peerCidr : undefined);
  const out = renderReaches(context, placement.id, group, {
    ...{ protocol: 'all', destination: '0.0.0.0/0', description: 'the other one, and services of its region' },
  });
  const beside = [kept.vault, kept.key, password, group, out, ...rules];
  const domain = domainOf(context, placement);
  const endpoint = {
    host: `${hostOf(here)}.${domain}`,
    port: declaration.engine.port,
    name: `${declaration.database}.${domain}`,
    secretName: here.names.password,
  };
  if (born === 'links') return { ready: beside, waits: [], endpoint };
  const system = renderSystem(context, placement, { groupId: group.id, vault: kept.vault });
  const imports = born === 'adopted' ? { imports: [{ resource: system, id: foundAt(context, placement) }] } : {};
  if (!current) return { instance: system, ready: [], waits: [], ...imports };
  return { instance: system, ready: [...beside, system], waits: [system], endpoint, ...imports };
}

/** The domain of its subnet, which is that of what stands in it: read at its own site, since a network that exists has names of its owner's. */
const domainOf = ({ stack, ...context }: OciContext, { id }: BasePlacement): string =>
  new DataOciCoreSubnet(stack, `${id}-subnet`, { subnetId: networkOf(context).privateSubnets[0] as string }).subnetDomainName;
