import { Token } from 'cdktf';
import { Duration } from '../../lib/objectives/duration';
import { declared, faultsIn } from '../../lib/words/checked';
import { instance, whole } from '../../lib/words/shapes';

const TAKES = declared<{ readonly keep: Duration; readonly days: number }>(
  { keep: instance(Duration, 'a length of time'), days: whole('days, 1 or more', 1, 9) },
  { keep: 'Duration.days(7)', days: '7' },
);
const WHOSE = { subject: 'The vault', id: 'DR-X' };

test('what Terraform decides is left to its own rule; what a class makes is never decided there, and is refused at once', () => {
  const later = Token.asNumber('${var.days}');
  expect(faultsIn({ keep: Duration.days(7), days: later }, TAKES, WHOSE)).toEqual([]);
  for (const keep of [later, [later], Token.asString('${var.keep}')])
    expect(faultsIn({ keep, days: 1 }, TAKES, WHOSE)).toMatchObject([{ id: 'DR-X', fix: 'keep: Duration.days(7)' }]);
});
