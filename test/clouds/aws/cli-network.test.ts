import { freeAddresses, openSubnets, waysTo } from '../../../lib/clouds/aws/cli-network';
import { answering } from '../answering';

/** The tables of a network: the main one, and one of two subnets. A line: id, subnets, main, ways out, ways through an internet gateway. */
const table = (own: readonly [out: number, net: number], main: readonly [out: number, net: number] = [0, 0]): string =>
  [
    ['rtb-main', '-', 1, ...main],
    ['rtb-own', 'subnet-1,subnet-2', 0, ...own],
  ]
    .map((line) => `${line.join('\t')}\n`)
    .join('');
const endpoint = (service: string, type = 'Interface', named = 'True', tables = ''): string =>
  `com.amazonaws.eu-west-3.${service}\t${type}\t${named}\t${tables}\n`;
const GATEWAY = endpoint('s3', 'Gateway', 'False', 'rtb-main,rtb-own');
const at = (...subnets: string[]) => ({ region: 'eu-west-3', vpc: 'vpc-1', subnets });

describe('a way to the services', () => {
  const ways = (tables: string, endpoints: string, names = 'True', subnets: readonly string[] = ['subnet-1', 'subnet-2']) =>
    answering(
      'aws',
      [
        ['describe-route-tables', tables],
        ['describe-vpc-endpoints', endpoints],
        ['describe-vpc-attribute', names],
      ],
      waysTo(at(...subnets), ['ecr.dkr', 'logs', 's3']),
    );

  test.each<readonly [string, string, string, string, string]>([
    ['a NAT gateway', table([1, 0]), '', 'False', 'complete'],
    ['endpoints for each', table([0, 0]), `${endpoint('ecr.dkr')}${endpoint('logs')}${GATEWAY}`, 'True', 'complete'],
    ['nothing', table([0, 0]), '', 'True', 'no way from subnet-1: ecr.dkr logs s3; subnet-2: ecr.dkr logs s3'],
    ['one is missing', table([0, 0]), `${endpoint('logs')}${GATEWAY}`, 'True', 'no way from subnet-1: ecr.dkr; subnet-2: ecr.dkr'],
    [
      'one without the name of its service',
      table([0, 0]),
      `${endpoint('ecr.dkr', 'Interface', 'False')}${endpoint('logs')}${GATEWAY}`,
      'True',
      'no way from subnet-1: ecr.dkr; subnet-2: ecr.dkr',
    ],
    [
      'a gateway in another table',
      table([0, 0]),
      `${endpoint('ecr.dkr')}${endpoint('logs')}${endpoint('s3', 'Gateway', 'False', 'rtb-main')}`,
      'True',
      'no way from subnet-1: s3; subnet-2: s3',
    ],
    [
      'an internet gateway is none: nothing there has a public address',
      table([0, 1]),
      '',
      'True',
      'no way from subnet-1: ecr.dkr logs s3; subnet-2: ecr.dkr logs s3',
    ],
    ['another service that ends alike', table([1, 0], [0, 0]), endpoint('fips-ecr.dkr'), 'True', 'complete'],
    [
      'endpoints without names',
      table([0, 0]),
      `${endpoint('ecr.dkr')}${endpoint('logs')}${GATEWAY}`,
      'False',
      'no way from subnet-1: ecr.dkr logs; subnet-2: ecr.dkr logs; DNS host names are off: endpoints have no names of services then',
    ],
  ])('%s', (_, tables, endpoints, names, said) => {
    expect(ways(tables, endpoints, names)).toMatchObject({ status: 0, said });
  });

  test('a subnet that no table names has the main one', () => {
    expect(ways(table([0, 0], [1, 0]), '', 'True', ['subnet-9'])).toMatchObject({ said: 'complete' });
    expect(ways(table([1, 0], [0, 0]), '', 'True', ['subnet-1', 'subnet-9'])).toMatchObject({
      said: 'no way from subnet-9: ecr.dkr logs s3',
    });
  });
});

test.each([
  ['ways', waysTo(at('subnet-1'), ['s3'])],
  ['open', openSubnets(at('subnet-1'))],
  ['free', freeAddresses(at('subnet-1'), 8)],
])('a call that is refused is no answer: %s', (_, line) => {
  expect(answering('aws', [['', '', 254]], line)).toMatchObject({ status: 254, said: '' });
});

test.each([
  [table([0, 1]), 'complete'],
  [table([1, 0]), 'no internet gateway: subnet-1 subnet-2'],
  [table([0, 0], [0, 1]), 'no internet gateway: subnet-1 subnet-2'],
])('public subnets lead to an internet gateway: %j', (tables, said) => {
  expect(answering('aws', [['describe-route-tables', tables]], openSubnets(at('subnet-1', 'subnet-2')))).toMatchObject({ status: 0, said });
});

test.each([
  ['', 'complete'],
  ['subnet-1\t3\nsubnet-2\t0\n', 'free: subnet-1:3 subnet-2:0'],
])('free addresses: %j', (few, said) => {
  const asked = answering('aws', [['describe-subnets', few]], freeAddresses(at('subnet-1', 'subnet-2'), 8));
  expect(asked).toMatchObject({ status: 0, said });
  expect(asked.calls[0]).toContain('--subnet-ids subnet-1 subnet-2 --query Subnets[?AvailableIpAddressCount<`8`]');
});
