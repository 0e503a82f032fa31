import { carryImages, imagesLacking, repositoriesThere } from '../../../lib/clouds/oci/cli-containers';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run, ['skopeo']);
const HERE = { region: 'eu-paris-1', compartment: 'c-2', host: 'ocir.there' };
const FROM = { region: 'eu-frankfurt-1', compartment: 'c-1', host: 'ocir.given' };
const DIGESTS = ['sha256:aa', 'sha256:bb', 'sha256:cc'] as const;
const images = ({ region, compartment }: typeof HERE, repository: string, ...digests: string[]): Rule => [
  `image list --region ${region} --compartment-id ${compartment} --repository-name ${repository} `,
  digests.length === 0 ? '' : `${digests.join(' ')}\n`,
];

test('repositories are counted where they are, and the one that is not is named', () => {
  const run = repositoriesThere(HERE, ['acme/api', 'acme/web']);
  const rules = (web: string): Rule[] => [
    ['--display-name acme/api --lifecycle-state AVAILABLE', 'acme/api\n'],
    ['--display-name acme/web', web],
  ];
  expect(oci(rules('acme/web\n'), run)).toMatchObject({ status: 0, said: '2' });
  expect(oci(rules(''), run)).toMatchObject({ status: 0, said: '1', error: 'acme/web is not there' });
  expect(oci([['repository list', '', 1]], run).said).toBe('');
});

describe('what a registry lacks', () => {
  const held = [
    images(FROM, 'acme/api', ...DIGESTS),
    images(HERE, 'acme/api', DIGESTS[0]),
    images(FROM, 'acme/web', 'sha256:dd'),
    images(HERE, 'acme/web'),
  ];
  const count = imagesLacking(HERE, FROM, ['acme/api', 'acme/web']);
  const carry = carryImages(HERE, FROM, ['acme/api', 'acme/web']);
  const lets: Rule[] = [
    ['os ns get --region eu-paris-1 --compartment-id c-2', 'ns-2\n'],
    ['os ns get --region eu-frankfurt-1 --compartment-id c-1', 'ns-1\n'],
    ['raw-request', '{\n  "data": "eyJ0.token-of_it",\n  "headers": {\n    "date": "today"\n  },\n  "status": "200 OK"\n}\n'],
    ['skopeo login', 'Login Succeeded!\n'],
  ];

  test('is counted, in repositories that hold images there and in those that hold none', () => {
    expect(oci(held, count)).toMatchObject({ status: 0, said: '3' });
    expect(oci([images(FROM, 'acme/api'), images(HERE, 'acme/api'), images(FROM, 'acme/web'), images(HERE, 'acme/web')], count).said).toBe(
      '0',
    );
  });

  test('is brought by digest, whatever it is called; what is there is left alone, and a token is no argument', () => {
    const { status, said, calls } = oci([...held, ...lets, ['skopeo copy', '']], carry);
    expect({ status, said }).toEqual({ status: 0, said: 'acme/api: 2 brought\nacme/web: 1 brought' });
    const copies = calls.filter((call) => call.startsWith('skopeo copy'));
    expect(copies).toHaveLength(3);
    expect(copies[0]).toMatch(
      /^skopeo copy --all --preserve-digests --authfile \S+ docker:\/\/ocir\.given\/ns-1\/acme\/api@sha256:bb docker:\/\/ocir\.there\/ns-2\/acme\/api@sha256:bb$/,
    );
    expect(copies.join()).not.toContain(DIGESTS[0]);
    expect(calls.filter((call) => call.startsWith('skopeo login'))).toHaveLength(2);
    expect(calls.join()).not.toContain('eyJ0');
  });

  test('nobody logs in where nothing lacks', () => {
    const { status, calls } = oci([images(FROM, 'acme/api'), images(HERE, 'acme/api', 'sha256:aa')], carryImages(HERE, FROM, ['acme/api']));
    expect(status).toBe(0);
    expect(calls.join()).not.toContain('skopeo');
  });

  test('a registry that does not answer, a token that is none and a copy that is refused end it', () => {
    for (const rules of [
      [images(FROM, 'acme/api', ...DIGESTS), ['image list', '', 1] as Rule],
      [...held, ...lets.slice(0, 3), ['skopeo login', '', 1] as Rule],
      [...held, ...lets, ['skopeo copy', '', 1] as Rule],
    ])
      expect(oci(rules, carry).status).not.toBe(0);
    expect(oci([images(FROM, 'acme/api', ...DIGESTS), ['image list', '', 1]], count).said).toBe('');
  });
});
