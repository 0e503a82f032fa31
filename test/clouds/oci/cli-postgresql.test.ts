import {
  bringPostgresCopy,
  endSessions,
  newestPostgresCopy,
  POSTGRES_SHUT,
  postgresCopyAge,
  postgresDoors,
  postgresServes,
  postgresState,
  tellSource,
} from '../../../lib/clouds/oci/cli-postgresql';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[], others: readonly string[] = []) => answering('oci', rules, run, others);
const HERE = { region: 'eu-paris-1', compartment: 'c-2', system: 'ledger-paris' };
const FROM = { region: 'eu-frankfurt-1', compartment: 'c-1', system: 'ledger-frankfurt' };
const VAULT = { region: 'eu-paris-1', compartment: 'c-2', vault: 'ledger' };
const SOURCE = 'ocid1.postgresqldbsystem.oc1.eu-frankfurt-1.a';
const there = ({ region }: typeof HERE, id: string): Rule => [`list-db-systems --region ${region}`, id];
const absent = there(HERE, '');
const told = (text: string): Rule => ['freeform-tags"."copied-of', text];
const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const madeBy = (calls: readonly string[], words: string): string[] => calls.filter((call) => call.includes(words));
const fits = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);

describe('what a DB system says', () => {
  test('its state and its nodes, of the one of that name in its own region', () => {
    const { said, calls } = oci([there(HERE, 'ocid1.b'), ['db-system get', 'ACTIVE nodes=2']], postgresState(HERE));
    expect(said).toBe('ACTIVE nodes=2');
    expect(calls[0]).toContain('--region eu-paris-1 --compartment-id c-2 --display-name ledger-paris');
    expect(oci([absent], postgresState(HERE))).toMatchObject({ status: 0, said: 'ABSENT' });
    expect(oci([['list-db-systems', 'NotAuthorizedOrNotFound', 1]], postgresState(HERE)).status).not.toBe(0);
  });

  test.each([
    ['ACTIVE nodes=2', [true, true, false]],
    ['ACTIVE nodes=1', [true, false, true]],
    ['INACTIVE nodes=2', [false, false, false]],
    ['UPDATING nodes=2', [false, false, false]],
  ])('%s', (said, expected) =>
    expect([postgresServes(), postgresServes(2), postgresServes(1)].map((one) => fits(one, said))).toEqual(expected),
  );
});

describe('the fence', () => {
  const group: Rule = ['network nsg list', 'ocid1.group'];
  const doors = (state: string, rules: string) =>
    oci([there(FROM, SOURCE), ['db-system get', state], group, ['nsg rules list', rules]], postgresDoors(FROM, 'ledger-group')).said;

  test('is proven once no rule lets anybody in, and nothing is being changed', () => {
    expect(doors('ACTIVE', '0')).toBe('ACTIVE doors=0');
    // Of an empty list the program prints nothing.
    expect(doors('ACTIVE', '')).toBe('ACTIVE doors=0');
    expect(['ACTIVE doors=0', 'INACTIVE doors=0', 'ABSENT doors=0'].every((said) => fits(POSTGRES_SHUT, said))).toBe(true);
    expect(['ACTIVE doors=1', 'INACTIVE doors=1', 'UPDATING doors=0'].some((said) => fits(POSTGRES_SHUT, said))).toBe(false);
    expect(oci([there(FROM, SOURCE), ['db-system get', 'ACTIVE'], group, ['nsg rules', '', 1]], postgresDoors(FROM, 'g')).status).not.toBe(
      0,
    );
  });

  test('restarts every node, and none of one that is stopped; one that is being changed is not taken for fenced', () => {
    const ended = (state: string) =>
      oci(
        [there(FROM, SOURCE), ['data.instances', 'n-1 n-2'], ['db-system get', state], ['restart-db-instance-in', '']],
        endSessions(FROM),
      );
    expect(madeBy(ended('ACTIVE').calls, 'restart-db-instance-in').map((one) => /--db-instance-id (\S+)/.exec(one)?.[1])).toEqual([
      'n-1',
      'n-2',
    ]);
    expect(ended('INACTIVE')).toMatchObject({ status: 0 });
    expect(madeBy(ended('INACTIVE').calls, 'restart')).toEqual([]);
    expect(ended('CREATING').status).not.toBe(0);
    expect(oci([there(FROM, '')], endSessions(FROM)).status).toBe(0);
  });
});

describe('copies', () => {
  test('are found by what the vault says of the source, and no other region is asked', () => {
    const { said, calls } = oci(
      [absent, told(`ledger-frankfurt ${SOURCE}`), ['list-backups', 'ocid1.copy 2026-11-30T10:00:00+00:00']],
      newestPostgresCopy(VAULT, FROM),
    );
    expect(said).toBe('ocid1.copy');
    expect(madeBy(calls, 'list-backups')[0]).toContain(`"db-system-id"=='${SOURCE}'`);
    expect(calls.join()).not.toContain('--region eu-frankfurt-1');
  });

  test('of another one, or of nobody, are none: nothing is taken for what it is not', () => {
    for (const text of [`ledger-other ${SOURCE}`, '']) {
      const { status, said, calls } = oci([absent, told(text)], newestPostgresCopy(VAULT, FROM));
      expect([status, said, madeBy(calls, 'list-backups')]).toEqual([0, '', []]);
    }
    expect(oci([absent, ['kms management vault list', '', 1]], newestPostgresCopy(VAULT, FROM)).status).not.toBe(0);
  });

  test('of what stands in the same region are found by that itself', () => {
    const at = { region: 'eu-frankfurt-1', compartment: 'c-1', vault: 'ledger' };
    const { said, calls } = oci([there(FROM, SOURCE), ['list-backups', 'ocid1.backup 2026-11-30T10:00:00Z']], newestPostgresCopy(at, FROM));
    expect([said, madeBy(calls, 'kms')]).toEqual(['ocid1.backup', []]);
  });

  test('their age is that of what is in them, at a moment or now; nothing where there is none', () => {
    const rules: Rule[] = [absent, told(`ledger-frankfurt ${SOURCE}`)];
    const copy: Rule = ['list-backups', 'ocid1.copy 2026-11-30T10:00:00.123000+00:00'];
    expect(oci([...rules, copy], postgresCopyAge(VAULT, FROM, '2026-11-30T11:00:00Z')).said).toBe('3600');
    expect(oci([...rules, ['list-backups', '']], postgresCopyAge(VAULT, FROM))).toMatchObject({ status: 0, said: '' });
  });

  test('whose they are is told with the tags that are there', () => {
    const tags = '{"component": "Ledger", "copied-of": "…"}';
    const { status, calls } = oci(
      [there(FROM, SOURCE), ['vault list', 'ocid1.vault https://management'], ['merge(', tags], ['vault get', ''], ['vault update', '']],
      tellSource(VAULT, FROM),
    );
    expect(status).toBe(0);
    expect(madeBy(calls, 'vault get')[1]).toContain(`merge(data."freeform-tags", {"copied-of": 'ledger-frankfurt ${SOURCE}'})`);
    expect(madeBy(calls, 'vault update')[0]).toContain(`--vault-id ocid1.vault --freeform-tags ${tags} --force`);
    expect(oci([there(FROM, '')], tellSource(VAULT, FROM)).status).not.toBe(0);
    const again: Rule[] = [
      there(FROM, SOURCE),
      ['vault list', 'ocid1.vault https://management'],
      ['vault get', `ledger-frankfurt ${SOURCE}`],
    ];
    expect(oci(again, tellSource(VAULT, FROM))).toMatchObject({ status: 0, said: '' });
  });

  describe('are brought', () => {
    const at = (region: string, text: string): Rule => [`list-backups --region ${region}`, text];
    const work: Rule[] = [
      there(FROM, SOURCE),
      ['backup create', ''],
      ['state!=', ''],
      ['backup backup-copy', ''],
      ['copy-status', 'ocid1.copy'],
      ['lifecycle-state', 'ACTIVE'],
    ];
    const bring = bringPostgresCopy(HERE, FROM, { most: 86_400, keep: 35 });

    test('not where one is young enough', () => {
      const { status, calls } = oci([there(FROM, SOURCE), at('eu-paris-1', `ocid1.copy ${ago(600)}`)], bring);
      expect([status, madeBy(calls, 'backup-copy')]).toEqual([0, []]);
    });

    test('else one of the source is copied, and made where that has none that is young enough', () => {
      const copied = oci([at('eu-paris-1', ''), at('eu-frankfurt-1', `ocid1.backup ${ago(600)}`), ...work], bring);
      expect(copied.status).toBe(0);
      expect(madeBy(copied.calls, 'backup create')).toEqual([]);
      expect(madeBy(copied.calls, 'backup-copy')[0]).toContain(
        '--region eu-frankfurt-1 --backup-id ocid1.backup --compartment-id c-2 --regions ["eu-paris-1"] --retention-period 35',
      );
      expect(copied.calls.at(-1)).toContain('backup get --region eu-paris-1 --backup-id ocid1.copy');
      const made = oci([at('eu-paris-1', ''), at('eu-frankfurt-1', `ocid1.backup ${ago(90_000)}`), ...work], bring);
      expect(madeBy(made.calls, 'backup create')[0]).toContain(`--db-system-id ${SOURCE} --display-name ledger-frankfurt`);
    });

    test.each([
      ['ACTIVE', 0],
      ['FAILED', 1],
    ])('one that a run before began there, and that is %s, is copied %d times more', (state, times) => {
      const begun: Rule[] = [
        ['state!=', 'ocid1.begun'],
        ['backup-id ocid1.begun', state],
      ];
      const { status, calls } = oci([at('eu-paris-1', ''), at('eu-frankfurt-1', `ocid1.backup ${ago(600)}`), ...begun, ...work], bring);
      expect([status, madeBy(calls, 'backup-copy').length]).toEqual([0, times]);
    });

    test('one of now is made whatever is there, and what fails in the other region is no copy', () => {
      const now = bringPostgresCopy(HERE, FROM, { most: 0, keep: 35 });
      const young: Rule[] = [at('eu-paris-1', `ocid1.copy ${ago(5)}`), at('eu-frankfurt-1', `ocid1.backup ${ago(5)}`)];
      expect(madeBy(oci([...young, ...work], now).calls, 'backup create')).toHaveLength(1);
      expect(
        oci([...young, ['lifecycle-state"\' --raw', 'FAILED'], ...work.slice(0, 5), ['data."lifecycle-state"', 'FAILED']], now).status,
      ).toBe(1);
      expect(oci([...young, ...work.slice(0, 4), ['copy-status', '']], now).error).toMatch(
        /no copy of ocid1.backup is known in eu-paris-1/,
      );
    });
  });
});
