import type { Placement } from '../../plan/plan';
import type { RecoverySteps } from '../cloud';
import { checkStep } from '../steps';

/** Reads around an instance that takes over. The promotion itself is the apply of its recovery stack. */
export function databaseRecovery(placement: Placement): RecoverySteps {
  const { component, names, site, id, origin } = placement;
  const region = site.split(':')[1] as string;
  const name = names['instance'] as string;
  const describe = (query: string): string[] => describeLine(region, name, query);
  const state = describe('DBInstances[0].[DBInstanceStatus,ReadReplicaSourceDBInstanceIdentifier]');
  const lagging = `aws cloudwatch get-metric-statistics --region ${region} --namespace AWS/RDS --metric-name ReplicaLag --dimensions Name=DBInstanceIdentifier,Value=${name} --start-time $(($(date +%s)-300)) --end-time $(date +%s) --period 60 --statistics Maximum --query 'sort_by(Datapoints,&Timestamp)[-1].Maximum' --output text`;
  const verify = checkStep({
    id: `promoted-${id}`,
    title: `${component} at ${region} takes writes`,
    run: state,
    matches: 'available\\s+None',
    endpoint: region,
    timeout: 1800,
  });
  const closed = `aws ec2 describe-security-groups --region ${region} --filters Name=group-name,Values=${names['securityGroup']}-closed --query 'SecurityGroups[0].GroupId' --output text`;
  const guards = describe('DBInstances[0].VpcSecurityGroups[].VpcSecurityGroupId')
    .map((word) => (word.includes('[') ? `'${word}'` : word))
    .join(' ');
  const fenced = checkStep({
    id: `fenced-${id}`,
    title: `${component} at ${region} admits nobody`,
    run: ['sh', '-c', `[ "$(${guards})" = "$(${closed})" ] && echo fenced`],
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
        run: ['sh', '-c', lagging],
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
