import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../../lib/cli/doctor/verdict';
import { asked, type Doctor, type DoctorPlace, type QuestionProps } from '../../../lib/words/doctor';
import { checkStep, findStep, found } from '../../../lib/words/steps';
import { FRANKFURT, Lab, PARIS, node, standing, take, LOST } from '../fixture';

type Question = DoctorPlace['questions'][number];

const ask = (id: string, run: readonly string[], more: Partial<QuestionProps> = {}): Question => {
  const { steps, ...rest } = asked({
    ...{ about: 'standby', id, title: `question ${id}`, run: [...run], matches: 'yes', endpoint: 'eu-central-1', fix: `mend ${id}` },
    ...more,
  });
  return { about: rest.about, letIn: rest.letIn ?? false, verified: rest.verified ?? false, steps: [...steps] };
};
const says = (text: string, code = 0): string[] => node(`console.log(${JSON.stringify(text)}); process.exit(${code})`);
const fails = (text: string, code = 254): string[] => node(`console.error(${JSON.stringify(text)}); process.exit(${code})`);

const site = (key: string, questions: Question[], unseen: DoctorPlace['unseen'] = []): DoctorPlace => ({
  key,
  is: 'site',
  questions,
  unseen,
});
const doctor = (places: DoctorPlace[], more: Partial<Doctor> = {}): Doctor => ({ programs: [], unseen: [], places, ...more });
const lab = (asks: Doctor): Lab => new Lab(standing(), [], { doctor: asks });
const flat = (l: Lab): string => l.stdout.replaceAll(/\s+/g, ' ');
const AWS = { name: 'aws', version: ['aws', '--version'], fix: 'install aws', steps: ['who', 'state'] };

test('everything is seen and good: 0, place by place, and nothing is written or locked', async () => {
  const l = lab(doctor([site(PARIS, [ask('there', says('yes'))]), site(FRANKFURT, [ask('room', says('yes'), { about: 'quota' })])]));
  const before = readdirSync(l.dir);
  expect(await l.run('doctor', 'billing')).toBe(0);
  expect(l.stdout).toMatch(/^billing .*NORMAL {2}sequence \d/);
  expect(l.stdout).toContain('this machine (from here everything is asked, and would be run)\n    ok');
  expect(l.stdout).toContain(`${PARIS} (serving)\n    ok        question there`);
  expect(l.stdout).toContain(`${FRANKFURT} (standby)\n    ok        question room`);
  expect(flat(l)).toContain('terraform is 1.11 or newer (1.11.4)');
  expect(flat(l)).toContain(
    '5 ok, 0 WRONG, 0 NOT SEEN UNVERIFIED: nobody says that 2 of these questions were ever run against the cloud itself',
  );
  expect(flat(l)).toContain('Never asked: whether anything may be written');
  expect(readdirSync(l.dir).sort()).toEqual([...before, 'world.calls'].sort());
  expect(l.verbs).toEqual([]);
});

test('another answer is wrong, with what to do: 1', async () => {
  const l = lab(doctor([site(PARIS, [ask('there', says('no')), ask('other', says('yes'))])]));
  expect(await l.run('doctor', 'billing')).toBe(1);
  expect(flat(l)).toContain('WRONG question there: it answered: no Fix: mend there');
  expect(flat(l)).toContain('ok question other');
});

test('a lock that stands: who holds it', async () => {
  const said = 'locked: continuity/billing-eu-west-3.tfstate by ada@laptop since 2026-11-21T03:00:00Z, id 1a2b';
  const l = lab(doctor([site(PARIS, [ask('lock', says(said), { about: 'lock', title: 'Nobody holds a lock', matches: 'free' })])]));
  expect(await l.run('doctor', 'billing')).toBe(1);
  expect(flat(l)).toContain(`WRONG Nobody holds a lock: it answered: ${said} Fix: mend lock`);
});

test('a program that is missing is wrong; what calls it is not seen, and is not run', async () => {
  const here = doctor([site(PARIS, [ask('who', ['no-such-program', 'who']), ask('other', says('yes'))])], {
    programs: [{ ...AWS, name: 'no-such-program', steps: ['who', 'promote'] }],
  });
  const l = lab(here);
  expect(await l.run('doctor', 'billing')).toBe(1);
  expect(flat(l)).toContain('WRONG no-such-program is here: no-such-program is not installed here, and who and 1 more steps call it');
  expect(flat(l)).toContain('NOT SEEN question who: no-such-program is not installed here');
  expect(flat(l)).toContain('ok question other');
});

test('a program says its version; one that answers otherwise, and an old Terraform, are wrong', async () => {
  const l = lab(
    doctor([], {
      programs: [
        { ...AWS, matches: 'aws-cli/.*' },
        { name: 'sh', fix: 'install sh', steps: ['who'] },
      ],
    }),
  );
  const aws = join(l.dir, 'bin', 'aws');
  writeFileSync(aws, '#!/bin/sh\necho aws-cli/2.15.0 Python/3.11\n');
  chmodSync(aws, 0o755);
  expect(await l.run('doctor', 'billing')).toBe(0);
  expect(flat(l)).toContain('ok aws is here (aws-cli/2.15.0 Python/3.11)');
  expect(flat(l)).toMatch(/ok sh is here \(\S+\/sh; nobody says how it tells its version\)/);
  writeFileSync(aws, '#!/bin/sh\necho something else\n');
  l.world = { ...l.world, version: '1.9.0' };
  expect(await l.run('doctor', 'billing')).toBe(1);
  expect(flat(l)).toContain('WRONG aws is here: it answered: something else Fix: install aws');
  expect(flat(l)).toContain('WRONG terraform is 1.11 or newer: This Terraform is too old: 1.9.0 Fix: install Terraform 1.11');
});

describe('the providers that an apply takes', () => {
  const [lock, tried] = ['.terraform.lock.hcl', '.terraform/providers'].map(
    (name) => (l: Lab) => join(l.dir, 'cdktf.out/stacks/billing-paris', name),
  ) as [(l: Lab) => string, (l: Lab) => string];

  test('are not known where a stack has no lock: what to do, and 5', async () => {
    const l = lab(doctor([]));
    rmSync(lock(l));
    expect(await l.run('doctor', 'billing')).toBe(5);
    expect(flat(l)).toMatch(
      /NOT SEEN The providers of each stack are locked, and are here: \S+billing-paris has no \.terraform\.lock\.hcl: an apply takes the newest/,
    );
    expect(flat(l)).toMatch(/terraform -chdir=\S+billing-paris providers lock -platform=linux_amd64 -platform=darwin_arm64/);
  });

  test('are downloaded on the day where nothing keeps them here', async () => {
    const l = lab(doctor([]));
    Object.assign(l.env, { TF_PLUGIN_CACHE_DIR: undefined, TF_CLI_CONFIG_FILE: undefined });
    expect(await l.run('doctor', 'billing')).toBe(5);
    expect(flat(l)).toContain('was not initialized here: its providers are downloaded on the day');
    const stacks = ['billing-frankfurt', 'billing-paris'];
    for (const stack of stacks) mkdirSync(tried(l).replace('billing-paris', stack), { recursive: true });
    expect(await l.run('doctor', 'billing')).toBe(0);
    l.env['TF_DATA_DIR'] = '.data';
    expect(await l.run('doctor', 'billing')).toBe(5);
    for (const stack of stacks) mkdirSync(tried(l).replace('billing-paris', stack).replace('.terraform/', '.data/'), { recursive: true });
    expect(await l.run('doctor', 'billing')).toBe(0);
  });
});

const NOBODY = 'Unable to locate credentials. You can configure credentials by running "aws configure".';
const DENIED = 'An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied';

test('nobody is logged in: wrong where that is what is asked, and else not seen', async () => {
  const questions = [
    ask('who', fails(NOBODY), { about: 'credentials', letIn: true }),
    ask('room', fails(NOBODY, 253)),
    ask('other', fails(NOBODY)),
  ];
  const l = lab(doctor([site(PARIS, questions)]));
  expect(await l.run('doctor', 'billing')).toBe(1);
  expect(flat(l)).toContain('WRONG question who: nobody is logged in: Unable to locate credentials.');
  expect(flat(l)).toContain('NOT SEEN question room: nobody is logged in, as above NOT SEEN question other: nobody is logged in, as above');
});

test('access is denied: wrong where that is what is asked; else not seen, which alone is 5', async () => {
  const l = lab(doctor([site(PARIS, [ask('state', fails(DENIED), { letIn: true })])]));
  expect(await l.run('doctor', 'billing')).toBe(1);
  expect(flat(l)).toContain('WRONG question state: access is denied: An error occurred (AccessDenied)');
  const other = lab(doctor([site(PARIS, [ask('quota', fails(DENIED))])]));
  expect(await other.run('doctor', 'billing')).toBe(5);
  expect(flat(other)).toContain('NOT SEEN question quota: access is denied: An error occurred (AccessDenied)');
  expect(flat(other)).not.toContain('Fix: mend quota');
});

test('a region that is dead stops no other one: it is not seen, within its time', async () => {
  const dead = Array.from({ length: 9 }, (_, i) => ask(`dead-${i}`, node('setTimeout(() => {}, 60000)'), { endpoint: 'eu-west-3' }));
  const l = lab(doctor([site(PARIS, dead), site(FRANKFURT, [ask('room', says('yes'))])]));
  const began = Date.now();
  expect(await l.run('doctor', 'billing', '--within', '1')).toBe(5);
  expect(Date.now() - began).toBeLessThan(20_000);
  expect(flat(l)).toContain('NOT SEEN question dead-0: no answer within 1 s: eu-west-3 does not answer, or nothing reaches it from here');
  expect(flat(l)).toContain('NOT SEEN question dead-4: it was not asked: the 1 s of this place were over');
  expect(flat(l)).toContain('ok question room');
  expect(flat(l)).toContain('0 WRONG, 9 NOT SEEN');
});

test('what nobody can ask is said, and never good', async () => {
  const unseen = [{ about: 'quota' as const, unseen: 'how much room there is', why: 'no call tells' }];
  const l = lab(doctor([site(PARIS, [], unseen)], { unseen: [{ unseen: 'the credentials of the operators', why: 'nothing asks' }] }));
  expect(await l.run('doctor', 'billing')).toBe(5);
  expect(flat(l)).toContain('NOT SEEN how much room there is: no call tells');
  expect(flat(l)).toContain('NOT SEEN the credentials of the operators: nothing asks');
});

const chain = (answer: string): Question => ({
  ...ask('room', []),
  steps: [
    findStep({ id: 'group', title: 'its group', run: says(answer), endpoint: 'eu-central-1' }),
    checkStep({
      ...{ id: 'room', title: 'its room', run: [...node('console.log(process.argv[1] === "g-1" ? "yes" : "no")'), found('group')] },
      ...{ matches: 'yes', endpoint: 'eu-central-1', onFailure: 'more' },
    }),
  ],
});

test('what a find found is for the checks behind it', async () => {
  const l = lab(doctor([site(FRANKFURT, [chain('g-1')])]));
  expect(await l.run('doctor', 'billing')).toBe(0);
  expect(flat(l)).toContain('ok its group (g-1)');
  expect(flat(l)).toContain('ok its room (yes)');
  const none = lab(doctor([site(FRANKFURT, [chain('')])]));
  expect(await none.run('doctor', 'billing')).toBe(1);
  expect(flat(none)).toContain('WRONG its group: it answered: nothing');
  expect(flat(none)).toContain('NOT SEEN its room: it needs what group finds');
});

test('a stale output is asked about, and says so', async () => {
  const l = lab(doctor([site(PARIS, [ask('there', says('yes'))])]));
  l.write(take(standing(), LOST));
  expect(await l.run('doctor', 'billing')).toBe(5);
  expect(flat(l)).toContain('NOT SEEN The output is that of the situation: STALE:');
  expect(flat(l)).toContain('ok question there');
});

test('a situation that cannot be read is wrong, and the rest is asked', async () => {
  const l = lab(doctor([site(PARIS, [ask('there', says('yes'))])]));
  writeFileSync(l.situationPath, '{');
  expect(await l.run('doctor', 'billing')).toBe(1);
  expect(flat(l)).toContain('WRONG The output is that of the situation:');
  expect(flat(l)).toContain('ok question there');
});

test('a manifest of an earlier version has no questions: that is not good', async () => {
  const l = lab(doctor([]));
  l.spoil((text) => text.replace(/"doctor":\{[^{}]*\},?/, '').replace(/,\}/, '}'));
  expect(await l.run('doctor')).toBe(5);
  expect(flat(l)).toContain('NOT SEEN Everything but this machine: an earlier version wrote the manifest');
});

test('as data', async () => {
  const l = lab(doctor([site(PARIS, [ask('there', says('no'))])]));
  expect(await l.run('doctor', 'billing', '--json')).toBe(1);
  const data = JSON.parse(l.stdout) as {
    exitCode: number;
    counts: object;
    workloads: { id: string; places: { key: string; answers: Answer[] }[] }[];
  };
  expect(data).toMatchObject({ exitCode: 1, counts: { ok: 3, wrong: 1, unseen: 0 }, workloads: [{ id: 'billing' }] });
  expect(data.workloads[0]?.places[1]).toEqual({
    key: PARIS,
    is: 'site',
    answers: [
      {
        about: 'standby',
        id: 'there',
        title: 'question there',
        verified: false,
        verdict: 'wrong',
        why: 'it answered: no',
        fix: 'mend there',
      },
    ],
  });
});

test('a question that would change something is no question', async () => {
  const l = lab(doctor([site(PARIS, [ask('there', says('yes'))])]));
  l.spoil((text) => text.replace('"steps":[{"do":"check"', '"steps":[{"do":"command"'));
  expect(await l.run('doctor', 'billing')).toBe(1);
  expect(l.stderr).toContain('DR-CLI-01');
});

test('an interrupt ends it', async () => {
  const l = lab(doctor([site(PARIS, [ask('slow', node('setTimeout(() => {}, 60000)'))])]));
  setTimeout(() => {
    l.interrupt.abort();
  }, 1500);
  expect(await l.run('doctor', 'billing')).toBe(130);
});

test('an unknown workload, and a time that is none, are refused', async () => {
  const l = lab(doctor([]));
  expect(await l.run('doctor', 'bilking')).toBe(1);
  expect(l.stderr).toContain('DR-CLI-02');
  expect(await l.run('doctor', '--within', 'soon')).toBe(2);
});
