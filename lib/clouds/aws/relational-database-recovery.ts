import type { Placement } from '../../plan/plan';
import type { RecoverySteps } from '../cloud';
import { checkStep, script } from '../steps';
import { lastMetric } from './cli';

const GUARDS = `set -eu
is=$(aws rds describe-db-instances --region "$1" --db-instance-identifier "$2" --query 'DBInstances[0].VpcSecurityGroups[].VpcSecurityGroupId' --output text)
closed=$(aws ec2 describe-security-groups --region "$1" --filters "Name=group-name,Values=$3" --query 'SecurityGroups[0].GroupId' --output text)
[ "$is" = "$closed" ] && echo fenced`;

/** Reads around an instance that takes over. The promotion itself is the apply of its recovery stack. */
export function databaseRecovery(placement: Placement): RecoverySteps {
  const { component, names, site, id, origin } = placement;
  const region = site.split(':')[1] as string;
  const name = names['instance'] as string;
  const describe = (query: string): string[] => describeLine(region, name, query);
  const state = describe('DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]');
  const verify = checkStep({
    id: `promoted-${id}`,
    title: `${component} at ${region} takes writes`,
    run: state,
    matches: 'available\\s+None',
    endpoint: region,
    timeout: 1800,
  });
  const fenced = checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${region} admits nobody`,
    run: script(GUARDS, region, name, `${names['securityGroup']}-closed`),
    matches: 'fenced',
    endpoint: region,
  });
  if (origin.how !== 'replica') return { verify: [verify], fenced: [fenced] };
  return {
    before: [
      checkStep({
        id: `replica-${id}`,
        title: `${component} at ${region} is available`,
        run: state,
        matches: 'available\\s+\\S+',
        endpoint: region,
      }),
    ],
    lag: [
      checkStep({
        id: `lag-${id}`,
        title: `${component} at ${region} has everything`,
        run: lastMetric(region, 'AWS/RDS', 'ReplicaLag', 300, { DBInstanceIdentifier: name }),
        matches: '0(\\.0+)?',
        number: component,
        endpoint: region,
        timeout: 1800,
      }),
    ],
    verify: [verify],
    fenced: [fenced],
  };
}

function describeLine(region: string, name: string, query: string): string[] {
  return [
    'aws',
    'rds',
    'describe-db-instances',
    '--region',
    region,
    '--db-instance-identifier',
    name,
    '--query',
    query,
    '--output',
    'text',
  ];
}
