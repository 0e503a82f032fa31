import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/* The job that keeps files in step, and what asks whether it did, with programs that stand in for those of the machine. */

const FOLDER = join(__dirname, '..', '..', 'docs', 'synchronization');
const LINES = {
  OWN: 'https://paris/.continuity/serving',
  PEER: 'https://frankfurt/.continuity/serving',
  FROM: 'sync@10.10.128.20',
  PATHS: '/srv/share /srv/sftp',
  REGION: 'eu-paris-1',
  COMPARTMENT: 'ocid1.compartment.oc1..claims',
  NAME: 'claims-files',
};

const PROGRAMS = {
  curl: `for url; do :; done; case $url in *paris*) cat "$WORLD/paris" ;; *) cat "$WORLD/frankfurt" ;; esac`,
  rsync: `printf '%s\\n' "$*" >>"$WORLD/rsynced"; cat "$WORLD/differing"; exit "$(cat "$WORLD/ends")"`,
  oci: `printf '%s\\n' "$*" >>"$WORLD/calls"
where() { while [ "$1" != "$2" ]; do shift; done; }
region=''; file=''; query=''
while [ $# -gt 0 ]; do case $1 in --region) region=$2 ;; --file) file=$2 ;; --query-text) query=$2 ;; get) verb=get ;; list) verb=list ;; esac; shift; done
case \${verb:-metric} in
  get) cat "$WORLD/digest-$region" >"$file" ;;
  list) cat "$WORLD/made-$region" ;;
  *) case $query in sync_age*) cat "$WORLD/age" ;; sync_diff*) cat "$WORLD/differ" ;; esac ;;
esac`,
  dnf: ':',
  systemctl: `printf '%s\\n' "$*" >>"$WORLD/units"`,
};

let dir: string;
const put = (name: string, text: string): void => writeFileSync(join(dir, name), text);
const get = (name: string): string => (existsSync(join(dir, name)) ? readFileSync(join(dir, name), 'utf8') : '');
const sh = (script: string, args: readonly string[] = [], more: Record<string, string> = {}) => {
  const env = {
    ...process.env,
    PATH: `${join(dir, 'bin')}${delimiter}${process.env['PATH']}`,
    WORLD: dir,
    ROOT: dir,
    CONTINUITY_ROOT: dir,
    ...more,
  };
  const { status, stdout, stderr } = spawnSync('sh', [script, ...args], { env, encoding: 'utf8' });
  return { status, said: stdout.trim(), error: stderr };
};
const job = (verb: string) => sh(join(dir, 'usr/local/sbin/continuity-sync'), [verb]);
const asked = (...args: string[]) => sh(join(FOLDER, 'in-step.sh'), args);
const published = (): number[] =>
  [...get('calls').matchAll(/"name": "(?:sync_age|sync_differences)".*?"value": (\d+)/g)].map(([, value]) => Number(value));

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'continuity-sync-'));
  mkdirSync(join(dir, 'bin'));
  for (const [name, text] of Object.entries(PROGRAMS)) {
    writeFileSync(join(dir, 'bin', name), `#!/bin/sh\nset -eu\n${text}\n`);
    chmodSync(join(dir, 'bin', name), 0o755);
  }
  for (const [name, text] of Object.entries({ paris: '503', frankfurt: '200', differing: '', ends: '0' })) put(name, text);
  expect(sh(join(FOLDER, 'user-data.sh'), [], LINES)).toMatchObject({ status: 0 });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the job', () => {
  test('is installed with its timers, and is told of its site in a file that nobody else reads', () => {
    expect(get('etc/continuity/sync')).toContain("PATHS='/srv/share /srv/sftp'\n");
    expect(get('units')).toContain('enable --now continuity-pull.timer continuity-verify.timer');
    expect(get('etc/systemd/system/continuity-pull.timer')).toContain('OnUnitInactiveSec=2min');
    expect(sh(join(FOLDER, 'user-data.sh'), [], { ...LINES, FROM: '' }).status).not.toBe(0);
  });

  test('pulls each folder where its site stands by and the other one serves, keeps what is removed, and publishes that it is in step', () => {
    expect(job('pull').status).toBe(0);
    const lines = get('rsynced').trim().split('\n');
    expect(
      lines.map((line) =>
        line
          .split(' ')
          .slice(-2)
          .map((word) => word.replace(dir, '')),
      ),
    ).toEqual([
      ['sync@10.10.128.20:/srv/share/', '/srv/share/'],
      ['sync@10.10.128.20:/srv/sftp/', '/srv/sftp/'],
    ]);
    for (const line of lines) expect(line).toMatch(/--delete --max-delete=500 --backup --backup-dir=\S+\/removed\/20\d\d-\d\d-\d\d\/srv/);
    expect(published()).toEqual([0]);
    expect(get('calls')).toContain('--endpoint https://telemetry-ingestion.eu-paris-1.oraclecloud.com');
  });

  test('pulls nothing where its own site serves, whatever the other one says: what was left overwrites nobody', () => {
    put('paris', '200');
    expect(job('pull').said).toMatch(/this site serves/);
    expect([get('rsynced'), published()]).toEqual(['', []]);
  });

  test('pulls nothing from a site that serves nobody, and is older every time that it is asked', () => {
    job('pull');
    rmSync(join(dir, 'rsynced'));
    put('var/lib/continuity/last', `${Math.floor(Date.now() / 1000) - 900}`);
    put('frankfurt', '000');
    expect(job('pull').said).toMatch(/stays as it is/);
    expect(get('rsynced')).toBe('');
    expect(published().at(-1)).toBeGreaterThanOrEqual(900);
  });

  test('is not in step where a folder fails, or more is gone than is a day’s work', () => {
    put('ends', '25');
    expect(job('pull').status).toBe(25);
    expect(published()[0]).toBeGreaterThan(1e9);
    // A file that went while it was read is no fault.
    put('ends', '24');
    expect(job('pull').status).toBe(0);
    expect(published().at(-1)).toBe(0);
  });

  test('counts what differs, by checksums and without changing anything', () => {
    put('differing', '>fc.t...... a\n*deleting b\n');
    expect(job('verify').said).toBe('4 differ');
    expect(get('rsynced')).toMatch(/^-aHAXnic /);
    expect(published()).toEqual([4]);
  });
});

describe('what is asked', () => {
  test.each([
    ['30.0', 'in step'],
    ['600', 'in step'],
    ['660.0', 'late by 60 s'],
    ['', 'never'],
  ])('an age of %p is %s', (age, said) => {
    put('age', age);
    expect(asked('fresh', 'eu-paris-1', 'c', 'claims-files', '600').said).toBe(said);
  });

  test.each([
    ['0.0', 'equal'],
    ['3.0', '3 differ'],
    ['', 'nobody counted for two days'],
  ])('%p that differ is %s', (differ, said) => {
    put('differ', differ);
    expect(asked('equal', 'eu-paris-1', 'c', 'claims-files').said).toBe(said);
  });

  describe('a domain', () => {
    const compared = () => asked('domain', 'eu-frankfurt-1', 'a', 'eu-paris-1', 'b', '35').said;
    beforeEach(() => {
      for (const region of ['eu-frankfurt-1', 'eu-paris-1']) {
        put(`digest-${region}`, `${'a'.repeat(64)}  ./config.xml\n${'b'.repeat(64)}  ./jdbc/claims.xml\n`);
        put(`made-${region}`, `${new Date().toISOString()}\n`);
      }
    });

    test('is equal, or differs in files that are named', () => {
      expect(compared()).toBe('equal');
      put('digest-eu-paris-1', `${'a'.repeat(64)}  ./config.xml\n${'c'.repeat(64)}  ./jdbc/claims.xml\n`);
      expect(compared()).toBe('differs: ./jdbc/claims.xml');
    });

    test.each([
      ['', 'never'],
      [new Date(Date.now() - 36 * 86_400_000).toISOString(), 'older than a month'],
    ])('is late where it was looked at %p (%s)', (made) => {
      put('made-eu-paris-1', made === '' ? '' : `${made}\n`);
      expect(compared()).toBe('late: eu-paris-1');
    });
  });

  test('a domain has the same digests at both sites, but for what is of one of them', () => {
    const digests = (host: string, secret: string, port = 7001) => {
      const home = join(dir, host);
      mkdirSync(join(home, 'config', 'jdbc'), { recursive: true });
      writeFileSync(join(home, 'config', 'config.xml'), `<url>t3://${host}:${port}</url><password>{AES256}${secret}=</password>`);
      writeFileSync(join(home, 'config', 'jdbc', 'claims.xml'), '<pool>20</pool>');
      writeFileSync(
        join(dir, 'bin', 'oci'),
        '#!/bin/sh\nfor word; do case $word in */domain.sha256) cat "$word" ;; esac; done >"$WORLD/put"\n',
      );
      expect(sh(join(FOLDER, 'domain-digest.sh'), [home, 'eu-paris-1', 'b'], { SAME: `${host}=host` }).status).toBe(0);
      return get('put');
    };
    const own = digests('wls-1.frankfurt', 'Abc');
    expect(own.split('\n')).toHaveLength(3);
    expect(digests('wls-2.paris', 'Xyz')).toBe(own);
    expect(digests('wls-3.paris', 'Xyz', 7002)).not.toBe(own);
  });
});
