import { runsNoMachine, wantedNoMore } from '../../lib/port/group-ends';

const BACK = { id: 'back', component: 'Back', here: { region: 'north-1' } };

test('a group ends where it stands: none is wanted, then none runs', () => {
  const stop = wantedNoMore(BACK, ['stop'], 'fence', 120);
  expect(stop).toMatchObject({
    id: 'fence-back',
    title: 'Back at north-1 is wanted no more',
    run: ['stop'],
    endpoint: 'north-1',
    timeout: 120,
  });
  expect(wantedNoMore(BACK, ['stop'], 'quiesce')).toMatchObject({ id: 'quiesce-back', timeout: 300 });
  const look = runsNoMachine(BACK, 'fenced', { run: ['left'], matches: '0', timeout: 900, onFailure: 'end it' });
  expect(look).toMatchObject({
    id: 'fenced-back',
    endpoint: 'north-1',
    timeout: 900,
    onFailure: 'end it',
    how: { run: ['left'], matches: '0' },
  });
});
