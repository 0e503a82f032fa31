import { copyImage, namedImageState } from '../../../lib/clouds/oci/cli-images';
import {
  capacityKept,
  leaveEntrance,
  machinesLeft,
  NO_MACHINE,
  ocpuRoom,
  poolShort,
  poolSteady,
  quietPool,
  renewPool,
  shapeOffered,
  startPool,
  stopPool,
} from '../../../lib/clouds/oci/cli-machines';
import { answering, type Rule } from '../answering';
import { forMore } from '../room';

const oci = (rules: readonly Rule[], run: readonly string[]) => answering('oci', rules, run);
const DENIED: Rule = ['', 'NotAuthorizedOrNotFound', 1];
const OF = { region: 'eu-paris-1', compartment: 'c-2', machines: 'back' };
const pool = (wanted: number, state = 'RUNNING'): Rule => ['instance-pool list ', `pool-1 conf-2 ${wanted} ${state}`];
const none: Rule = ['instance-pool list ', ''];
const members = (...all: string[]): Rule => ['instance-pool list-instances', all.join(';')];
const [WELL, OLDER, ILL] = ['m-1 conf-2 ["OK"] Running', 'm-2 conf-1 ["OK"] Running', 'm-3 conf-2 ["CRITICAL"] Running'];

describe('a pool is started and stopped', () => {
  test('it is never made smaller by a start', () => {
    const started = oci([pool(1), ['instance-pool update', '{}']], startPool(OF, 4));
    expect(started).toMatchObject({ status: 0, said: '4 wanted' });
    expect(started.calls.at(-1)).toContain('instance-pool update --region eu-paris-1 --instance-pool-id pool-1 --size 4');
    const larger = oci([pool(6)], startPool(OF, 4));
    expect(larger).toMatchObject({ said: '6 wanted' });
    expect(larger.calls).toHaveLength(1);
  });

  test('one that was never made wants none, and cannot be started; nobody who may not ask says so', () => {
    expect(oci([none], stopPool(OF))).toMatchObject({ status: 0, said: '0 wanted' });
    expect(oci([none], machinesLeft(OF)).said).toBe(NO_MACHINE);
    expect(oci([none], startPool(OF, 1))).toMatchObject({ status: 1, error: 'there is no pool back in eu-paris-1' });
    for (const run of [stopPool(OF), machinesLeft(OF), startPool(OF, 1), poolShort(OF, 1)]) expect(oci([DENIED], run).status).not.toBe(0);
  });

  test('one that is ended counts no more; one that is being ended still runs', () => {
    expect(oci([pool(0), members('m-1 conf-2 null Terminated')], machinesLeft(OF)).said).toBe(NO_MACHINE);
    expect(oci([pool(0), members('')], machinesLeft(OF)).said).toBe(NO_MACHINE);
    expect(oci([pool(0), members('m-1 conf-2 null Terminated', 'm-2 conf-2 null Terminating')], machinesLeft(OF)).said).toBe(
      '0 wanted, 1 that run',
    );
    expect(oci([pool(0), members(WELL)], machinesLeft(OF)).said).toBe('0 wanted, 1 that run');
    expect(oci([pool(2), ['instance-pool update', '{}']], stopPool(OF)).calls.at(-1)).toContain('--size 0');
  });
});

describe('a pool is quiet ahead of its fence', () => {
  const scaling = (id: string): Rule => ['autoscaling configuration list', id];
  const made: Rule[] = [
    ['autoscaling configuration update', '{}'],
    ['instance-pool update', '{}'],
  ];

  test('what scales it brings none back: it is held ahead of the stop, and only where it is of that pool, and may act', () => {
    const { status, calls } = oci([pool(2), scaling('scaling-1'), ...made], quietPool(OF));
    expect(status).toBe(0);
    expect(calls.find((call) => call.includes('configuration list'))).toContain(`?resource.id=='pool-1' && "is-enabled"`);
    expect(calls.filter((call) => call.includes(' update '))).toEqual([
      expect.stringContaining('configuration update --region eu-paris-1 --auto-scaling-configuration-id scaling-1 --is-enabled false'),
      expect.stringContaining('--size 0'),
    ]);
  });

  test('where nothing scales it, or it is held already, it is stopped alone; one that is stopped is left', () => {
    expect(oci([pool(2), scaling(''), ...made], quietPool(OF)).calls.filter((call) => call.includes(' update '))).toHaveLength(1);
    expect(oci([pool(0), scaling(''), ...made], quietPool(OF)).calls.filter((call) => call.includes(' update '))).toEqual([]);
    expect(oci([none], quietPool(OF))).toMatchObject({ status: 0, said: '0 wanted' });
  });

  test('nothing is stopped while nobody knows whether something would start it again', () => {
    const { status, calls } = oci([pool(2), ['autoscaling configuration list', 'NotAuthorizedOrNotFound', 1], ...made], quietPool(OF));
    expect([status === 0, calls.filter((call) => call.includes(' update '))]).toEqual([false, []]);
  });
});

describe('a pool leaves its entrance', () => {
  const asked = (joined: string, ...more: Rule[]) =>
    answering('oci', [pool(0), ['instance-pool get', joined], ...more, ['sleep', '', 1]], leaveEntrance(OF), ['sleep']);

  test('of each backend set that it is in, and waits until it is in none', () => {
    const { status, calls } = asked('ATTACHED lb-1 targets;DETACHING lb-2 targets', ['instance-pool detach-lb', '{}']);
    expect(calls.filter((call) => call.includes('detach-lb'))).toEqual([
      expect.stringContaining('--region eu-paris-1 --instance-pool-id pool-1 --load-balancer-id lb-1 --backend-set-name targets'),
    ]);
    expect([status, calls.at(-1)]).toEqual([1, 'sleep 15']);
  });

  test('one that is in none, or was never made, is left alone; a call that fails is no answer', () => {
    expect(asked('')).toMatchObject({ status: 0, said: '' });
    expect(oci([['instance-pool list ', '']], leaveEntrance(OF))).toMatchObject({ status: 0, said: '' });
    expect(oci([DENIED], leaveEntrance(OF)).status).not.toBe(0);
    expect(oci([pool(0), ['instance-pool get', '', 1]], leaveEntrance(OF)).status).not.toBe(0);
    expect(asked('ATTACHED lb-1 targets', ['instance-pool detach-lb', '', 1]).calls.at(-1)).toContain('detach-lb');
  });
});

test('machines that nobody can list are not none: no fence is confirmed, and none is said to be renewed', () => {
  const throttled: Rule = ['instance-pool list-instances', 'TooManyRequests', 1];
  for (const run of [machinesLeft(OF), renewPool(OF), poolShort(OF, 1), poolSteady(OF, 1, false)]) {
    const seen = oci([pool(0), throttled], run);
    expect(seen.status).not.toBe(0);
    expect(seen.said).toBe('');
  }
});

describe('whether it is steady', () => {
  test.each([
    ['all run', [WELL, OLDER], 2, 'yes', 'steady: 2 of 2 run, 1 of an older configuration (RUNNING)'],
    ['its entrance finds one unwell', [WELL, ILL], 2, 'yes', 'not yet: 1 of 2 run, 0 of an older configuration (RUNNING)'],
    ['nobody asks the entrance', [WELL, ILL], 2, 'no', 'steady: 2 of 2 run, 0 of an older configuration (RUNNING)'],
    ['no entrance is there', ['m-1 conf-2 null Running'], 1, 'yes', 'steady: 1 of 1 run, 0 of an older configuration (RUNNING)'],
    ['one is not launched', [WELL, 'm-4 conf-2 [] Provisioning'], 2, 'yes', 'not yet: 1 of 2 run, 0 of an older configuration (RUNNING)'],
    ['fewer are there than wanted', [WELL], 2, 'yes', 'not yet: 1 of 2 run, 0 of an older configuration (RUNNING)'],
  ] as const)('%s', (_, all, wanted, asked, said) => {
    expect(oci([pool(wanted), members(...all)], poolSteady(OF, 1, asked === 'yes')).said).toBe(said);
  });

  test('how many are missing', () => {
    expect(oci([pool(2), members(WELL)], poolShort(OF, 3)).said).toBe('2');
    expect(oci([pool(2), members(WELL, ILL)], poolShort(OF, 2)).said).toBe('0');
    expect(oci([['instance-pool list ', '']], poolShort(OF, 2)).said).toBe('2');
  });
});

test('where nothing is of an older configuration nothing is ended', () => {
  const seen = oci([pool(1), members(WELL)], renewPool(OF));
  expect(seen).toMatchObject({ status: 0, said: 'none of an older configuration' });
  expect(seen.calls.join()).not.toContain('detach');
  expect(oci([pool(2), members(OLDER, WELL), ['instance-pool-instance detach', '', 1]], renewPool(OF)).status).not.toBe(0);
});

describe('its image', () => {
  const [from, to] = [
    { region: 'eu-frankfurt-1', compartment: 'c-1', bucket: 'out' },
    { region: 'eu-paris-1', compartment: 'c-2', bucket: 'in' },
  ];
  const run = copyImage('acme-1', from, to);
  const SPACE: Rule = ['os ns get', 'acmens'];
  const at = (region: string, said: string): Rule => [`image list --region ${region}`, said];
  const object = (region: string, there: boolean): Rule => [`object list --region ${region}`, there ? 'acme-1.oci' : ''];

  test('its state; ABSENT where none bears the name', () => {
    expect(oci([at('eu-paris-1', 'i-1 IMPORTING')], namedImageState('eu-paris-1', 'c-2', 'acme-1')).said).toBe('IMPORTING');
    expect(oci([at('eu-paris-1', '')], namedImageState('eu-paris-1', 'c-2', 'acme-1')).said).toBe('ABSENT');
  });

  test('one that is there is not copied', () => {
    const seen = oci([SPACE, at('eu-paris-1', 'i-2 AVAILABLE'), object('eu-paris-1', false), object('eu-frankfurt-1', false)], run);
    expect(seen).toMatchObject({ status: 0, said: 'acme-1: available' });
    expect(seen.calls.join()).not.toMatch(/export|import|copy|delete/);
  });

  test('what it passed is deleted once it is there', () => {
    const seen = oci(
      [SPACE, at('eu-paris-1', 'i-2 AVAILABLE'), object('eu-paris-1', true), object('eu-frankfurt-1', true), ['object delete', '']],
      run,
    );
    expect(seen.calls.filter((call) => call.includes('object delete'))).toHaveLength(2);
  });

  test('one that is nowhere is said', () => {
    const seen = oci([SPACE, at('eu-paris-1', ''), at('eu-frankfurt-1', ''), object('eu-paris-1', false)], run);
    expect(seen.status).not.toBe(0);
    expect(seen.error).toContain('image acme-1 in eu-frankfurt-1: ABSENT');
  });
});

describe('room', () => {
  const DOMAINS: Rule = ['availability-domain list', 'X:A-AD-1 X:A-AD-2 X:A-AD-3'];
  test('a shape has to be offered in each availability domain', () => {
    const run = shapeOffered('eu-frankfurt-1', 'c-1', 'VM.Standard.E4.Flex');
    expect(oci([DOMAINS, ['shape list', '1']], run).said).toBe('offered');
    expect(
      oci(
        [DOMAINS, ['shape list --region eu-frankfurt-1 --compartment-id c-1 --availability-domain X:A-AD-2', '0'], ['shape list', '1']],
        run,
      ).said,
    ).toBe('VM.Standard.E4.Flex is not offered in X:A-AD-2');
    expect(oci([DENIED], run).status).not.toBe(0);
  });

  test('it is asked of each, evenly', () => {
    const run = forMore(ocpuRoom('eu-frankfurt-1', 'c-1', 'standard-e4-core-count'), 10);
    expect(oci([DOMAINS, ['resource-availability', '4']], run).said).toBe('room: 4 OCPUs more in each of 3');
    expect(oci([DOMAINS, ['resource-availability', '3']], run).said).toBe('full: 3 OCPUs left in X:A-AD-1, 4 more needed there');
    expect(oci([DOMAINS, ['resource-availability', '']], run).said).toContain('no number');
  });

  test('a reservation that OCI made smaller than asked keeps less', () => {
    const run = capacityKept('eu-paris-1', 'c-2', 'kept', 8);
    expect(oci([['capacity-reservation list', '8.0']], run).said).toBe('kept');
    expect(oci([['capacity-reservation list', '5']], run).said).toBe('capacity for 5 of 8');
    expect(oci([['capacity-reservation list', '']], run).said).toBe('capacity for 0 of 8');
  });
});
