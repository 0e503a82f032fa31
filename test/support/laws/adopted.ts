import type { Procedure } from '../../../lib/words/actions';
import { linesOf } from '../../../lib/words/actions';
import { WORDS } from '../adopted';
import type { CloudUnderTest } from '../clouds';
import type { Corpus } from '../corpus';
import { blocksOf, textsIn } from '../json';
import type { Output } from '../synth';
import { placeOf } from './owners';
import { presentIn, regionOf, type Violations } from './reading';

/** Arguments by which a block may name what exists, and does not become it: what is beside it, follows it, copies it, or tells of it. */
const REFERS: Readonly<Record<string, readonly string[]>> = {
  aws_backup_selection: ['resources'],
  aws_cloudwatch_event_rule: ['event_pattern'],
  aws_cloudwatch_metric_alarm: ['dimensions'],
  aws_db_subnet_group: ['subnet_ids'],
  aws_iam_role_policy: ['policy'],
  aws_lb_listener_rule: ['listener_arn'],
  aws_security_group: ['vpc_id'],
  azurerm_monitor_activity_log_alert: ['scopes', 'name'],
  azurerm_monitor_metric_alert: ['scopes', 'name'],
  azurerm_mssql_failover_group: ['server_id', 'databases'],
  azurerm_postgresql_flexible_server_virtual_endpoint: ['source_server_id'],
  azurerm_role_assignment: ['scope'],
  azurerm_storage_object_replication: ['source_storage_account_id'],
  oci_core_network_security_group: ['vcn_id'],
};

const isNamed = (text: string): boolean => WORDS.some((word) => text.includes(word));

/**
 * Law 15: nothing that exists already is in a state. Where it stands no resource names it but one that is beside it and says so, nothing takes
 * it in, and nothing leaves as it.
 */
export function lawAdopted(output: Output, under: CloudUnderTest): Violations {
  const home = regionOf(under.sites[0]);
  return presentIn(output).flatMap((stack) => {
    const taken = [...(stack.json.import ?? []).map(({ to, id }) => `${to} ${id}`), ...(stack.json.removed ?? []).map(({ from }) => from)];
    const named = blocksOf(stack.json).flatMap((block) =>
      placeOf(stack, block, under) === home
        ? textsIn(block.body)
            .filter(({ path, text }) => !path.startsWith('//') && isNamed(text))
            .filter(({ path }) => !REFERS[block.type]?.includes(path.split('.')[0] ?? ''))
            .map(({ path }) => `${block.address}.${path} names what exists at ${home}`)
        : [],
    );
    return [...named, ...taken.filter(isNamed).map((what) => `${what} exists at ${home}, and is taken in`)].map(
      (fault) => `${stack.id}: ${fault}`,
    );
  });
}

/** The components that commands close by a name of what exists, and those that commands open again. */
function fencesIn(procedures: readonly Procedure[], begins: string): string[] {
  const commands = procedures.flatMap(({ waves }) => waves.flatMap(({ actions }) => actions.filter(({ do: what }) => what === 'command')));
  return commands
    .filter((one) => one.id.startsWith(`${begins}-`) && linesOf(one).flat().some(isNamed))
    .map(({ id }) => id.slice(begins.length + 1));
}

/** Law 15, along all sheets: whatever a command closes of what exists, another one opens again. */
export function lawAdoptedUndone({ told }: Pick<Corpus, 'told'>): Violations {
  const sheets = told.map((one) => one.sheets());
  const opened = new Set(sheets.flatMap((all) => fencesIn(all, 'unfence')));
  const closed = new Set(sheets.flatMap((all) => fencesIn(all, 'fence')));
  if (closed.size === 0) return ['nothing that exists is closed by a command'];
  return [...closed].filter((one) => !opened.has(one)).map((one) => `${one} exists, is fenced by a command, and never opened again`);
}
