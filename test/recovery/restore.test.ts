import type { Action } from '../../lib/words/actions';
import { A } from '../plan/input';
import { actionsOf, dueAfter, idsOf, sheetAfter } from './story';

const FIRST = 'standing, restore';
const SECOND = 'standing, restore, begun';
const stepOf = (story: string, id: string): Action | undefined => actionsOf(dueAfter(story)).find((action) => action.id === id);

describe('the sheet of a restore', () => {
  test('first closes and claims, and makes nothing', () => {
    const sheet = dueAfter(FIRST);
    expect(idsOf(sheet)).toEqual(['check-ledger-g1', 'restore-from', 'apply-A-close', 'claim-A', 'record-started']);
    expect(sheet.needs).toEqual([A]);
    expect(stepOf(FIRST, 'record-started')).toMatchObject({ components: ['Ledger'] });
    expect(actionsOf(sheet).filter(({ pointOfNoReturn, losesData }) => pointOfNoReturn || losesData)).toEqual([]);
  });

  test('then makes it anew with the entrance shut, and lets users in once it is verified', () => {
    const sheet = dueAfter(SECOND);
    expect(idsOf(sheet)).toEqual([
      ...['claim-A', 'record-started', 'silent-south-1', 'apply-A-marker', 'apply-A-shut', 'promote-ledger-g1', 'verify-ledger-g1'],
      ...['silent-south-1-again', 'apply-A', 'users-arrive', 'notify-restored', 'record-completed'],
    ]);
    expect(sheet.needs).toEqual([A]);
    expect(stepOf(SECOND, 'apply-A-shut')).toMatchObject({ shut: true, opens: 1, pointOfNoReturn: true });
    expect(stepOf(SECOND, 'apply-A')).toMatchObject({ opens: 1 });
    expect(stepOf(SECOND, 'record-completed')).toMatchObject({ components: ['Ledger'] });
  });

  test('leaves the other site to a reprotect, which makes it stand by anew', () => {
    const ids = idsOf(dueAfter(`${SECOND}, restored`));
    expect(ids.filter((id) => id.startsWith('apply-'))).toEqual([
      'apply-B-base',
      'apply-A',
      'apply-B',
      'apply-links',
      'apply-traffic-checks',
      'apply-traffic',
    ]);
    expect(ids).toContain('record-standing');
    expect(ids).not.toContain('rejoin-ledger');
  });

  test('goes on where the other site does not answer', () => {
    expect(idsOf(dueAfter(`${FIRST}, lost B`))).toEqual(['check-ledger-g1', 'restore-from', 'apply-A-close', 'claim-A', 'record-started']);
    expect(dueAfter(`${FIRST}, lost B`).needs).toEqual([A]);
  });

  test('is given up ahead of its line: its steps say so, and only users are let in again', () => {
    expect(stepOf(FIRST, 'apply-A-close')?.undo).toContain('continuity declare abort billing');
    expect(stepOf(SECOND, 'apply-A-marker')?.undo).toBeUndefined();
    const sheet = dueAfter(`${FIRST}, abort`);
    expect(idsOf(sheet)).toEqual(['unclaimed-A', 'apply-A', 'record-undone']);
    expect(stepOf(`${FIRST}, abort`, 'apply-A')?.undo).toContain('continuity declare restore billing --from Ledger=POINT');
  });

  test('is read in peace, whole, with what to declare', () => {
    const sheet = sheetAfter('standing', 'restore');
    expect(sheet.declaration).toEqual([['continuity', 'declare', 'restore', 'billing', '--from', 'Ledger=POINT']]);
    expect(idsOf(sheet)).toEqual([
      ...['restore-from', 'apply-A-close', 'claim-A', 'record-started', 'silent-south-1', 'apply-A-marker'],
      ...[
        'apply-A-shut',
        'promote-ledger',
        'verify-ledger',
        'silent-south-1-again',
        'apply-A',
        'users-arrive',
        'notify-restored',
        'record-completed',
      ],
    ]);
  });
});
