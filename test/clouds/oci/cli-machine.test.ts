import {
  haltMachine,
  machineState,
  machineWhole,
  replicateVolumes,
  resumeMachine,
  volumesTaken,
} from '../../../lib/clouds/oci/cli-machine';
import { HAS_CAPACITY, IS_KNOWN, launchMachine, madeLike, roomForMachine, writeDown } from '../../../lib/clouds/oci/cli-launch';
import {
  activateReplica,
  activateWhereThere,
  copyVolumes,
  endReplica,
  replicaHasAllSince,
  replicaLackedAt,
  replicaState,
  volumesCopyAge,
} from '../../../lib/clouds/oci/cli-volumes';
import { answering, type Rule } from '../answering';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run, ['sleep']);
const FROM = { region: 'eu-frankfurt-1', compartment: 'c-1', volumes: 'erp-frankfurt', machine: 'ocid1.instance.oc1.eu-frankfurt-1.erp' };
const TO = { region: 'eu-paris-1', compartment: 'c-1', volumes: 'erp-paris', machine: 'erp-paris' };
const AT = '2026-11-30T10:00:00+00:00';

const DOMAINS: Rule = [
  'availability-domain list --region eu-paris-1 --compartment-id c-1 --query data[].name',
  'X:EU-PARIS-1-AD-2 X:EU-PARIS-1-AD-1',
];
const NO_GROUP: Rule = ['volume-group list', ''];
const GROUP: Rule = ['volume-group list', 'vg-1'];
const AVAILABLE: Rule = ['volume-group get --region eu-paris-1 --volume-group-id vg-1 --query data."lifecycle-state"', 'AVAILABLE'];
const replica = (said: string): Rule => [
  'volume-group-replica list --region eu-paris-1 --compartment-id c-1 --availability-domain X:EU-PARIS-1-AD-1 --display-name erp-paris',
  said,
];
const NOT_IN_FIRST: Rule = ['volume-group-replica list', ''];
const REPLICATED: readonly Rule[] = [DOMAINS, NO_GROUP, replica(`r-1 AVAILABLE ${AT}`), NOT_IN_FIRST];

describe('a replica', () => {
  test.each<readonly [string, readonly Rule[], string]>([
    ['is found in whichever availability domain it lies', REPLICATED, `AVAILABLE ${AT}`],
    ['that is being sent was never in step', [DOMAINS, NO_GROUP, replica('r-1 PROVISIONING never'), NOT_IN_FIRST], 'PROVISIONING never'],
    ['that is not there', [DOMAINS, NO_GROUP, NOT_IN_FIRST], 'ABSENT never'],
    ['of which a group was made', [DOMAINS, GROUP], 'ACTIVATED'],
  ])('%s', (_, rules, said) => {
    expect(oci(rules, replicaState(TO))).toMatchObject({ status: 0, said });
  });

  test('lacks what was written since it was in step, and nobody knows where it never was', () => {
    expect(oci(REPLICATED, replicaLackedAt(TO, '2026-11-30T10:20:00Z')).said).toBe('1200');
    expect(oci(REPLICATED, replicaLackedAt(TO, '2026-11-30T09:00:00Z')).said).toBe('0');
    expect(oci([DOMAINS, NOT_IN_FIRST], replicaLackedAt(TO)).status).toBe(1);
    for (const run of [replicaState(TO), replicaLackedAt(TO), activateReplica(TO), activateWhereThere(TO)])
      expect(oci([['', 'NotAuthorizedOrNotFound', 1]], run).status).not.toBe(0);
  });

  test('that was in step once behind a fence is waited for until it is once more', () => {
    const { status, calls } = oci([...REPLICATED, ['sleep', '', 1]], replicaHasAllSince(TO, '2026-11-30T09:00:00Z'));
    expect([status, calls.at(-1)]).toEqual([1, 'sleep 30']);
    expect(oci([DOMAINS, NOT_IN_FIRST], replicaHasAllSince(TO, AT)).status).toBe(1);
  });

  test('is made a volume group of in its own availability domain; one that was made is left alone', () => {
    const made = oci([...REPLICATED, ['volume-group create', '', 1]], activateReplica(TO));
    expect(made.calls.at(-1)).toBe(
      'bv volume-group create --region eu-paris-1 --compartment-id c-1 --availability-domain X:EU-PARIS-1-AD-1 --display-name erp-paris --source-details {"type":"volumeGroupReplicaId","volumeGroupReplicaId":"r-1"}',
    );
    expect(oci([DOMAINS, GROUP, AVAILABLE], activateReplica(TO))).toMatchObject({ status: 0, said: 'made' });
  });

  test('of which another group is being made is waited for; one that is not whole is made nothing of', () => {
    const busy = oci([DOMAINS, NO_GROUP, replica(`r-1 ACTIVATING ${AT}`), NOT_IN_FIRST, ['sleep', '', 1]], activateReplica(TO));
    expect([busy.status, busy.calls.at(-1)]).toEqual([1, 'sleep 15']);
    const never = oci([DOMAINS, NO_GROUP, replica('r-1 PROVISIONING never'), NOT_IN_FIRST], activateReplica(TO));
    expect([never.status, never.error]).toEqual([1, 'the replica erp-paris in eu-paris-1 is PROVISIONING']);
    expect(oci([DOMAINS, NO_GROUP, NOT_IN_FIRST], activateReplica(TO)).status).toBe(1);
    expect(oci([DOMAINS, NO_GROUP, NOT_IN_FIRST], activateWhereThere(TO))).toMatchObject({ status: 0, said: 'nothing is replicated' });
  });

  test('ends at its source, with those of its volumes, once what was made of it is whole', () => {
    const of = [FROM, TO] as const;
    const taken: Rule = ['volume-group list --region eu-paris-1', 'vg-2'];
    const whole = (said: string): Rule => ['volume-group get --region eu-paris-1 --volume-group-id vg-2', said];
    const waits = oci([taken, whole('false'), ['sleep', '', 1]], endReplica(...of));
    expect([waits.status, waits.calls.at(-1)]).toEqual([1, 'sleep 30']);
    const sends: Rule = ['volume-group get --region eu-frankfurt-1 --volume-group-id vg-1 --query length', '1'];
    const rules: Rule[] = [taken, whole('true'), GROUP, sends, ['volume-group update', ''], ['volume-group get', 'AVAILABLE']];
    const ends = oci(rules, endReplica(...of));
    expect(ends.status).toBe(0);
    expect(ends.calls).toContain(
      'bv volume-group update --region eu-frankfurt-1 --volume-group-id vg-1 --volume-group-replicas [] --preserve-volume-replica false --force',
    );
    for (const rest of [[NO_GROUP], [GROUP, [sends[0], '0'] as Rule]])
      expect(oci([taken, whole('true'), ...rest], endReplica(...of))).toMatchObject({ status: 0, said: '' });
  });
});

describe('copies', () => {
  const members: Rule = ['volume-group get', 'ocid1.bootvolume.b ocid1.volume.d'];
  const policy: Rule = ['volume-backup-policy list', 'p-1'];
  const none: Rule = ['get-volume-backup-policy-asset-assignment', ''];

  test('are made by the policy of the site', () => {
    const { status, calls } = oci(
      [GROUP, members, none, policy, ['volume-backup-policy-assignment create', '']],
      copyVolumes(TO, 'erp-copies'),
    );
    expect([status, calls.at(-1)]).toEqual([
      0,
      'bv volume-backup-policy-assignment create --region eu-paris-1 --asset-id vg-1 --policy-id p-1',
    ]);
  });

  test('are left to the owner of a volume that has a policy of its own: a second one would take its place, and a group refuses such a volume', () => {
    const own: Rule = ['asset-assignment --region eu-paris-1 --asset-id ocid1.volume.d', 'p-own'];
    const { status, said, calls } = oci([GROUP, members, own, none, policy], copyVolumes(TO, 'erp-copies'));
    expect([status, said]).toEqual([0, 'ocid1.volume.d is copied by p-own']);
    expect(calls.join()).not.toContain('assignment create');
  });

  test('have an age; where there is none nobody knows', () => {
    const hour = new Date(Date.now() - 3_600_000).toISOString();
    expect(Number(oci([GROUP, ['volume-group-backup list', hour]], volumesCopyAge(TO)).said)).toBeGreaterThanOrEqual(3600);
    for (const rules of [[NO_GROUP], [GROUP, ['volume-group-backup list', ''] as Rule]])
      expect(oci(rules, volumesCopyAge(TO))).toMatchObject({ status: 0, said: '' });
  });
});

const INSTANCE: Rule = [
  'instance get --region eu-frankfurt-1 --instance-id ocid1.instance.oc1.eu-frankfurt-1.erp --query join',
  'c-9 X:EU-FRANKFURT-1-AD-3',
];
const BOOT: Rule = [
  'boot-volume-attachment list --region eu-frankfurt-1 --compartment-id c-9 --availability-domain X:EU-FRANKFURT-1-AD-3',
  'ocid1.bootvolume.b',
];
const DISK = 'ocid1.volume.d';
const disks = (said = DISK): Rule => ['volume-attachment list', said];
const MACHINE = [INSTANCE, BOOT] as const;

describe('a machine', () => {
  const state = (said: string): Rule => ['instance get', said];

  test('is asked by its OCID, or by its name in its own region; where none was made, none is there', () => {
    expect(oci([state('RUNNING')], machineState(FROM)).said).toBe('RUNNING');
    expect(oci([['instance list --region eu-paris-1 --compartment-id c-1 --display-name erp-paris', '']], machineState(TO)).said).toBe(
      'not there',
    );
    expect(oci([['', 'timeout', 1]], machineState(TO)).status).not.toBe(0);
  });

  test('is stopped gently or not, started again, and never ended', () => {
    for (const [gently, action] of [
      [true, 'SOFTSTOP'],
      [false, 'STOP'],
    ] as const) {
      const { calls } = oci([state('RUNNING'), ['instance action', 'STOPPED']], haltMachine(FROM, gently));
      expect(calls.at(-1)).toContain(`--action ${action} --wait-for-state STOPPED`);
    }
    for (const is of ['STOPPED', 'STOPPING', 'TERMINATED'])
      expect(oci([state(is)], haltMachine(FROM, true))).toMatchObject({ status: 0, said: is });
    expect(oci([['instance list', '']], haltMachine(TO, false))).toMatchObject({ status: 0, said: 'not there' });
    expect(oci([state('STOPPED'), ['instance action', 'RUNNING']], resumeMachine(FROM)).calls.at(-1)).toContain('--action START');
    expect(oci([state('RUNNING')], resumeMachine(FROM))).toMatchObject({ status: 0, said: 'RUNNING' });
    expect(oci([['instance list', '']], resumeMachine(TO))).toMatchObject({ status: 0, said: 'not there' });
  });

  test.each<readonly [string, readonly Rule[], string]>([
    ['as it is', [], 'taken'],
    [
      'with disks of its host',
      [['instance get --region eu-frankfurt-1 --instance-id ocid1.instance.oc1.eu-frankfurt-1.erp --query to_string', '2']],
      '2 disks of its host',
    ],
    ['with a volume that is shared', [['is-shareable', DISK]], `${DISK} is shared with another machine`],
    [
      'with one that nobody logs in to',
      [['is-agent-auto-iscsi-login-enabled', DISK]],
      `${DISK} is attached by iSCSI, and no agent logs in to it`,
    ],
    ['with one of another group', [['bv volume get', 'vg-other']], `${DISK} is in the volume group vg-other`],
  ])('is taken %s, or what is in the way is said', (_, own, said) => {
    const rules: Rule[] = [
      ...own,
      ...MACHINE,
      ['instance get', '0'],
      ['is-shareable', ''],
      ['iscsi', ''],
      disks(),
      GROUP,
      ['boot-volume get', 'vg-1'],
      ['bv volume get', ''],
    ];
    expect(oci(rules, volumesTaken(FROM))).toMatchObject({ status: 0, said });
  });

  test('is whole where its volumes are its group, and says which are not', () => {
    const rules = (members: string, attached = DISK): Rule[] => [
      ...MACHINE,
      state('RUNNING'),
      disks(attached),
      GROUP,
      ['volume-group get', members],
    ];
    expect(oci(rules(`ocid1.bootvolume.b ${DISK}`), machineWhole(FROM)).said).toBe('RUNNING');
    expect(oci(rules('ocid1.bootvolume.b'), machineWhole(FROM)).said).toBe(`RUNNING; not in its volume group: ${DISK}`);
    expect(oci(rules(`ocid1.bootvolume.b ${DISK}`, ''), machineWhole(FROM)).said).toBe(`RUNNING; not attached: ${DISK}`);
    expect(oci([...MACHINE, state('RUNNING'), disks(), NO_GROUP], machineWhole(FROM)).said).toContain(
      'not in its volume group: ocid1.bootvolume.b',
    );
  });
});

describe('replication', () => {
  const KEY: Rule = ['volume-backup-policy list --region eu-paris-1', 'ocid1.key.k'];
  const settled: Rule = ['volume-group get --region eu-frankfurt-1 --volume-group-id vg-1 --query data."lifecycle-state"', 'AVAILABLE'];
  const members = (said: string): Rule => ['--volume-group-id vg-1 --query not_null', said];
  const sends = (said: string): Rule => ['volume-group get', said];
  const rules = (had: string, to: string): Rule[] => [
    ...MACHINE,
    disks(),
    DOMAINS,
    KEY,
    GROUP,
    settled,
    members(had),
    sends(to),
    ['volume-group update', ''],
  ];
  const run = replicateVolumes(FROM, TO, 'erp-paris-copies');

  test('is of a group of all volumes, the boot volume first', () => {
    const { calls } = oci([...MACHINE, disks(), NO_GROUP, ['volume-group create', '', 1]], run);
    expect(calls.at(-1)).toBe(
      `bv volume-group create --region eu-frankfurt-1 --compartment-id c-1 --availability-domain X:EU-FRANKFURT-1-AD-3 --display-name erp-frankfurt --source-details {"type":"volumeIds","volumeIds":["ocid1.bootvolume.b","${DISK}"]}`,
    );
  });

  test('goes to the first availability domain of the other site, by the name that it has there, under the key of that site', () => {
    const { status, calls } = oci(rules(`ocid1.bootvolume.b ${DISK}`, ''), run);
    expect(status).toBe(0);
    expect(calls).toContain(
      'bv volume-group update --region eu-frankfurt-1 --volume-group-id vg-1 --volume-group-replicas [{"availabilityDomain":"X:EU-PARIS-1-AD-1","displayName":"erp-paris","xrrKmsKeyId":"ocid1.key.k"}] --force',
    );
    expect(calls.join()).not.toContain('--volume-ids');
  });

  test('is not made without that key, and is left alone where it is there', () => {
    const without = rules(`ocid1.bootvolume.b ${DISK}`, '').filter((rule) => rule !== KEY);
    expect(oci([...without, ['volume-backup-policy list', '']], run)).toMatchObject({
      status: 1,
      error: expect.stringContaining('no policy erp-paris-copies') as string,
    });
    const { status, calls } = oci(rules(`ocid1.bootvolume.b ${DISK}`, 'erp-paris'), run);
    expect([status, calls.join().includes('volume-group update')]).toEqual([0, false]);
  });

  test('takes a volume in that was added, and lets go of none that is no longer attached', () => {
    const { calls } = oci(rules('ocid1.bootvolume.b ocid1.volume.old', 'erp-paris'), run);
    expect(calls).toContain(
      `bv volume-group update --region eu-frankfurt-1 --volume-group-id vg-1 --volume-ids ["ocid1.bootvolume.b","ocid1.volume.old","${DISK}"] --force`,
    );
  });

  test('to another place is refused, and ends nothing', () => {
    const { status, error, calls } = oci(rules(`ocid1.bootvolume.b ${DISK}`, 'erp-elsewhere'), run);
    expect([status, error]).toEqual([1, 'the volume group vg-1 is replicated to erp-elsewhere already']);
    expect(calls.join()).not.toContain('volume-group update');
  });
});

describe('what it is made like', () => {
  const LIKE = 'VM.Standard.E4.Flex 2.0 16.0 - UEFI_64 PARAVIRTUALIZED PARAVIRTUALIZED erp01';
  const WITH = `${DISK} paravirtualized /dev/oracleoci/oraclevdb false`;
  const notes = (said: string): Rule => ['instance-configuration list --region eu-paris-1', said];
  const note = (field: string, said: string): Rule => [`metadata.${field}`, said];
  const read: readonly Rule[] = [
    ['data.shape', LIKE.replace(' erp01', '')],
    ...MACHINE,
    ['list-vnics', 'erp01'],
    ['attachment-type', WITH],
    disks(),
  ];

  test('is written down in the other region where it changed, newer ones first, and nothing of a person is in it', () => {
    const rules: Rule[] = [
      ...read,
      notes('old-1 old-2'),
      note('like', 'VM.Standard2.1 - - - - - - -'),
      note('disks', ''),
      ['instance-configuration', ''],
    ];
    const { status, said, calls } = oci(rules, writeDown(FROM, TO));
    expect([status, said]).toEqual([0, 'written down']);
    const made = calls.findIndex((call) => call.includes('instance-configuration create'));
    expect(calls[made]).toBe(
      `compute-management instance-configuration create --region eu-paris-1 --compartment-id c-1 --display-name erp-paris --instance-details {"instanceType":"compute","launchDetails":{"shape":"VM.Standard.E4.Flex","metadata":{"like":"${LIKE}","disks":"${WITH}"}}}`,
    );
    expect(calls.slice(made + 1).map((call) => call.split(' ').at(-2))).toEqual(['old-1', 'old-2']);
  });

  test('is left alone where it is known', () => {
    const { said, calls } = oci([...read, notes('old-1'), note('like', LIKE), note('disks', WITH)], writeDown(FROM, TO));
    expect([said, calls.join().includes('configuration create')]).toEqual(['known', false]);
  });

  test('is known ahead of a move, or it may not begin', () => {
    const { said } = oci([notes('old-1'), note('like', LIKE)], madeLike(TO));
    expect(said).toMatch(new RegExp(`^(?:${IS_KNOWN})$`));
    expect(oci([notes('')], madeLike(TO))).toMatchObject({
      status: 1,
      error: 'nobody wrote down in eu-paris-1 what erp-paris is made like',
    });
  });

  test('has capacity or not, asked of the tenancy, where its volumes would be', () => {
    const rules: Rule[] = [
      DOMAINS,
      ['data[0]."compartment-id"', 'tenancy'],
      notes('old-1'),
      note('like', LIKE),
      ['compute-capacity-report create', 'AVAILABLE'],
    ];
    const { said, calls } = oci(rules, roomForMachine(TO));
    expect(said).toMatch(new RegExp(`^(?:${HAS_CAPACITY})$`));
    expect(calls.at(-1)).toContain(
      '--compartment-id tenancy --availability-domain X:EU-PARIS-1-AD-1 --shape-availabilities [{"instanceShape":"VM.Standard.E4.Flex","instanceShapeConfig":{"ocpus":2.0,"memoryInGBs":16.0}}]',
    );
  });

  const into = { subnet: 'net-private', guard: 'erp-paris' };
  const group: readonly Rule[] = [
    GROUP,
    ['query not_null(data."volume-ids"', 'ocid1.bootvolume.b2 ocid1.volume.d2'],
    ['data."availability-domain"', 'X:EU-PARIS-1-AD-1'],
    ['bv volume get --region eu-paris-1 --volume-id ocid1.volume.d2', 'replica-d'],
    ['block-volume-replica get --region eu-paris-1 --block-volume-replica-id replica-d', DISK],
  ];
  const known = (like = LIKE): readonly Rule[] => [notes('old-1'), note('like', like), note('disks', WITH)];
  const net: readonly Rule[] = [
    ['subnet list', 'subnet-1'],
    ['nsg list', 'nsg-1'],
    ['subnet get', 'private'],
  ];

  test('is what it is launched by: its boot volume, with the others attached as they were ahead of its first boot', () => {
    const { calls } = oci([...group, ...known(), ...net, ['instance list', ''], ['instance launch', '', 1]], launchMachine(TO, into));
    expect(calls.at(-1)).toBe(
      'compute instance launch --region eu-paris-1 --compartment-id c-1 --availability-domain X:EU-PARIS-1-AD-1 --display-name erp-paris --shape VM.Standard.E4.Flex --source-boot-volume-id ocid1.bootvolume.b2 --subnet-id subnet-1 --assign-public-ip false --nsg-ids ["nsg-1"] --launch-volume-attachments [{"type":"paravirtualized","volumeId":"ocid1.volume.d2","isReadOnly":false,"device":"/dev/oracleoci/oraclevdb"}] --launch-options {"firmware":"UEFI_64","bootVolumeType":"PARAVIRTUALIZED","networkType":"PARAVIRTUALIZED"} --shape-config {"ocpus":2.0,"memoryInGBs":16.0} --hostname-label erp01',
    );
  });

  test('of a fixed shape no size is said, and a volume that nobody knows is attached all the same', () => {
    const strange = group.map((rule): Rule => (rule[0].startsWith('bv volume get') ? [rule[0], ''] : rule));
    const rules = [
      ...strange,
      ...known('VM.Standard2.1 1 15 - - - - -'),
      ...net,
      ['instance list', ''],
      ['instance launch', '', 1],
    ] as Rule[];
    const launch = oci(rules, launchMachine(TO, into)).calls.at(-1);
    expect(launch).toContain(
      '--launch-volume-attachments [{"type":"paravirtualized","volumeId":"ocid1.volume.d2","isReadOnly":false}] --launch-options {}',
    );
    expect(launch).not.toMatch(/shape-config|hostname-label/);
  });

  test('one that was made is left alone, started where it is stopped, and nothing is launched of nothing', () => {
    const runs = oci([GROUP, ['instance list', 'i-1'], ['instance get', 'RUNNING']], launchMachine(TO, into));
    expect([runs.status, runs.said, runs.calls.join().includes('launch')]).toEqual([0, 'RUNNING', false]);
    const stopped = oci(
      [GROUP, ['instance list', 'i-1'], ['instance get', 'STOPPED'], ['instance action', '', 1]],
      launchMachine(TO, into),
    );
    expect(stopped.calls.at(-1)).toContain('--action START');
    expect(oci([NO_GROUP], launchMachine(TO, into))).toMatchObject({ status: 0, said: 'nothing is replicated' });
    expect(oci([GROUP, ['instance list', ''], notes('')], launchMachine(TO, into)).status).toBe(1);
  });
});
