import {
  capacityKept,
  copyImage,
  groupSteady,
  IS_KEPT,
  IS_STEADY_GROUP,
  machineRoom,
  machinesLeft,
  NO_MACHINE,
  sizeOffered,
  startGroup,
  stopGroup,
} from '../../../lib/clouds/azure/cli-machines';
import { HAS_ROOM } from '../../../lib/port/room-words';
import { answering, type Rule } from '../answering';
import { forMore } from '../room';

const az = (rules: readonly Rule[], run: readonly string[]) => answering('az', rules, run);
const GROUP = { subscription: 's-1', group: 'g-1', machines: 'acme-back' };
const wanted = (count: string): Rule => ['vmss show --subscription s-1 --resource-group g-1 --name acme-back --query sku.capacity', count];
const scales: Rule = ['vmss scale ', ''];

describe('a group', () => {
  test('is started where fewer are wanted, and never made smaller', () => {
    expect(az([wanted('1'), scales], startGroup(GROUP, 4))).toMatchObject({ status: 0, said: '4 wanted' });
    expect(az([wanted('6')], startGroup(GROUP, 4))).toMatchObject({ status: 0, said: '6 wanted' });
    expect(az([wanted('')], startGroup(GROUP, 4)).status).not.toBe(0);
    expect(az([wanted('1'), ['vmss scale ', '', 1]], startGroup(GROUP, 4)).status).not.toBe(0);
  });

  test('is stopped where any are wanted', () => {
    expect(az([wanted('3'), scales], stopGroup(GROUP))).toMatchObject({ status: 0, said: '0 wanted' });
    expect(az([wanted('0')], stopGroup(GROUP))).toMatchObject({ status: 0, said: '0 wanted' });
  });

  const lists = (...machines: string[]): Rule => ['vmss list-instances ', machines.join('\n')];
  const WELL = 'true Succeeded HealthState/healthy';
  const OLDER = 'false Succeeded HealthState/healthy';
  const upgrade = (said: string): Rule => ['vmss rolling-upgrade get-latest ', said];
  const steady = new RegExp(`^${IS_STEADY_GROUP}$`);

  test('is steady where all that are wanted are well, so many at least', () => {
    expect(az([wanted('2'), lists(WELL, WELL)], groupSteady(GROUP, 2)).said).toMatch(steady);
    expect(az([wanted('0'), lists()], groupSteady(GROUP, 0)).said).toMatch(steady);
    expect(az([wanted('2'), lists(WELL, OLDER), upgrade('Completed ')], groupSteady(GROUP, 2)).said).toBe(
      'steady: 2 of 2 are well, 1 of an older version: Completed',
    );
  });

  test.each([
    ['too few', '1', [WELL], []],
    ['one that is on its way', '3', [WELL, WELL], []],
    ['one that is not well', '2', [WELL, 'true Succeeded HealthState/unhealthy'], []],
    ['one that says nothing', '2', [WELL, 'true Succeeded unknown'], []],
    ['one that is being made', '2', [WELL, 'true Creating HealthState/healthy'], []],
    ['one that is left over', '2', [WELL, WELL, 'true Deleting unknown'], []],
    ['older ones that are being replaced', '2', [WELL, OLDER], [upgrade('RollingForward ')]],
  ])('%s: it is not yet', (_, count, machines, more) => {
    const { status, said } = az([wanted(count), lists(...machines), ...more], groupSteady(GROUP, 2));
    expect(status).toBe(0);
    expect(said).toMatch(/^not yet: /);
  });

  test('has none left where none is wanted, and none is there', () => {
    const count = (left: string): Rule => [
      'vmss list-instances --subscription s-1 --resource-group g-1 --name acme-back --query length(@)',
      left,
    ];
    expect(az([wanted('0'), count('0')], machinesLeft(GROUP)).said).toBe(NO_MACHINE);
    expect(az([wanted('0'), count('2')], machinesLeft(GROUP)).said).not.toBe(NO_MACHINE);
    expect(az([wanted('4'), count('0')], machinesLeft(GROUP)).said).not.toBe(NO_MACHINE);
  });
});

describe('an image', () => {
  const from = { subscription: 's-1', group: 'paris', gallery: 'gparis' };
  const to = { subscription: 's-1', group: 'gavle', gallery: 'ggavle', region: 'swedencentral' };
  const run = copyImage('1.4.0', from, to);
  test('that is there is not copied again', () => {
    expect(az([['sig image-version list --subscription s-1 --resource-group gavle', 'Succeeded']], run)).toMatchObject({
      status: 0,
      said: '1.4.0: available',
    });
  });

  test('that failed, and that is nowhere, is said', () => {
    expect(az([['sig image-version list --subscription s-1 --resource-group gavle', 'Failed']], run).status).not.toBe(0);
    const nowhere = az([['sig image-version list ', '']], run);
    expect(nowhere.status).not.toBe(0);
    expect(nowhere.error).toContain('no image 1.4.0 is in the gallery gparis');
  });
});

describe('room', () => {
  const offers = (zones: string, shut = ''): Rule[] => [
    ['| [0].name --output', 'Standard_F2s_v2'],
    ['.locationInfo[0].zones[]', zones],
    ['.restrictions[].restrictionInfo.zones[]', shut],
  ];
  const run = sizeOffered('s-1', 'northeurope', 'Standard_F2s_v2', ['1', '2', '3']);

  test('a size is offered in each zone, or it is said where not', () => {
    expect(az(offers('3\n1\n2'), run).said).toBe('offered');
    expect(az(offers('1\n2'), run).said).toBe('Standard_F2s_v2 is not offered in zone 3');
    expect(az(offers('1\n2\n3', '2'), run).said).toBe('Standard_F2s_v2 is not offered to s-1 in zone 2');
    expect(az([['vm list-skus ', '']], run).said).toBe('Standard_F2s_v2 is not offered to s-1');
    expect(az([['vm list-skus ', 'Standard_F2s_v2']], sizeOffered('s-1', 'northeurope', 'Standard_F2s_v2', [])).said).toBe('offered');
  });

  test('of a region, and of the family of the size', () => {
    const cores = forMore(machineRoom('s-1', 'northeurope', 'Standard_F2s_v2'), 8);
    // Quotes as a shell has them between its own.
    const usage = (family: string, used: string, most: string): Rule[] => [
      [`${family}'\\''].currentValue`, used],
      [`${family}'\\''].limit`, most],
    ];
    const is: Rule = ['vm list-skus ', 'standardFSv2Family'];
    const ask = (...rules: Rule[]) => az([is, ...rules], cores).said;
    expect(ask(...usage('cores', '0', '100'), ...usage('standardFSv2Family', '2', '10'))).toMatch(new RegExp(`^${HAS_ROOM}$`));
    expect(ask(...usage('cores', '0', '100'), ...usage('standardFSv2Family', '3', '10'))).toBe(
      'standardFSv2Family: full: 3 of 10 used, 8 more needed',
    );
    expect(ask(...usage('cores', '99', '100'), ...usage('standardFSv2Family', '0', '10'))).toMatch(/^cores: full/);
  });

  test('that is kept is counted', () => {
    const kept = capacityKept('s-1', 'g-1', 'r-1', 5);
    expect(az([['capacity reservation list ', '6.0']], kept).said).toBe(IS_KEPT);
    expect(az([['capacity reservation list ', '4']], kept).said).toBe('capacity for 4 of 5');
    expect(az([['capacity reservation list ', '']], kept).said).toContain('no number');
  });
});
