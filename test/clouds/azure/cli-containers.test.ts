import { carryImages, imagesLacking, registryNamed } from '../../../lib/clouds/azure/cli-containers';
import { answering, type Rule } from '../answering';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const HERE = { subscription: 's-2', group: 'g-2', registry: 'there' };
const FROM = { subscription: 's-1', group: 'g-1', registry: 'given', id: '/subscriptions/s-1/resourceGroups/g-1/x/given' };
const DIGESTS = ['sha256:aa', 'sha256:bb', 'sha256:cc'] as const;
const repositories = (registry: string, ...names: string[]): Rule => [
  `repository list --subscription s-${registry === 'given' ? 1 : 2} --name ${registry}`,
  names.join('\n'),
];
const images = (registry: string, repository: string, ...digests: string[]): Rule => [
  `list-metadata --subscription s-${registry === 'given' ? 1 : 2} --registry ${registry} --name ${repository} `,
  digests.join('\n'),
];

describe('what a registry lacks', () => {
  const both = [repositories('given', 'acme/api', 'acme/web'), repositories('there', 'acme/api')];
  const held = [images('given', 'acme/api', ...DIGESTS), images('there', 'acme/api', DIGESTS[0]), images('given', 'acme/web', 'sha256:dd')];
  const count = imagesLacking(HERE, FROM, ['acme/api', 'acme/web']);
  const carry = carryImages(HERE, FROM, ['acme/api', 'acme/web']);

  test('is counted, in repositories that it has and in those that it has not', () => {
    expect(az([...both, ...held], count)).toMatchObject({ status: 0, said: '3' });
    expect(az([repositories('given'), repositories('there')], count).said).toBe('0');
    const likely = [repositories('given', 'acme/api'), repositories('there', 'acme/api-2'), images('given', 'acme/api', ...DIGESTS)];
    expect(az(likely, count).said).toBe('3');
  });

  test('is brought by digest, from the id of the other registry; what is there is left alone', () => {
    const { status, said, calls } = az([...both, ...held, ['acr import', '']], carry);
    expect({ status, said }).toEqual({ status: 0, said: 'acme/api: 2 brought\nacme/web: 1 brought' });
    const imports = calls.filter((call) => call.startsWith('acr import'));
    expect(imports).toHaveLength(3);
    expect(imports[0]).toBe(
      `acr import --subscription s-2 --resource-group g-2 --name there --source acme/api@sha256:bb --registry ${FROM.id} --repository acme/api --force --output none`,
    );
    expect(imports.join()).not.toContain(DIGESTS[0]);
  });

  test('a registry that does not answer, and an import that is refused, end it', () => {
    for (const rules of [
      [...both, images('given', 'acme/api', ...DIGESTS), ['list-metadata', '', 1] as Rule],
      [...both, ...held, ['acr import', '', 1] as Rule],
    ])
      expect(az(rules, carry).status).not.toBe(0);
    expect(az([...both, ['list-metadata', '', 1]], count).said).toBe('');
  });
});

test('the name of a registry is there, free or taken', () => {
  const run = registryNamed(HERE);
  expect(az([['acr list', '1']], run).said).toBe('there');
  expect(
    az(
      [
        ['acr list', '0'],
        ['check-name', 'True'],
      ],
      run,
    ).said,
  ).toBe('free');
  expect(
    az(
      [
        ['acr list', '0'],
        ['check-name', 'false'],
      ],
      run,
    ).said,
  ).toBe('taken');
});
