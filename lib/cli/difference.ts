import { factsOf, type Sides } from '../situation/facts';
import type { ComponentPlace, Move, Situation, WorkloadSituation } from '../situation/schema';

/** What differs between two situations, each difference in words: what a change of the file says. */
export function differences(before: Situation, after: Situation, all: readonly Sides[]): string[] {
  return [
    ...regions(before, after),
    ...all.flatMap((sides) => ofWorkload(factsOf(before, sides), factsOf(after, sides)).map((line) => `${sides.workload}: ${line}`)),
  ];
}

const keysOf = (...all: readonly object[]): string[] => [...new Set(all.flatMap((one) => Object.keys(one)))].sort();
const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

function regions({ status: before }: Situation, { status: after }: Situation): string[] {
  const said = (one: Situation['status'][string] | undefined): string =>
    one ? `${one.is} since ${one.since}, says ${one.by}${one.replacedBy ? `; ${one.replacedBy} takes its place` : ''}` : 'normal';
  return keysOf(before, after)
    .filter((site) => differ(before[site], after[site]))
    .map((site) => `${site}: ${said(before[site])} -> ${said(after[site])}`);
}

function ofWorkload(before: WorkloadSituation, after: WorkloadSituation): string[] {
  const pair = differ(before.sites, after.sites) ? [`its sites: ${before.sites.join(', ')} -> ${after.sites.join(', ')}`] : [];
  const moves = after.moves.flatMap((move, i) => ofMove(i + 1, before.moves[i], move));
  const asked = keysOf(before.asked, after.asked)
    .filter((site) => differ(before.asked[site], after.asked[site]))
    .map((site) => {
      const ask = after.asked[site];
      return `${site}: ${!ask ? 'nothing is asked of it any more' : ask.aborted ? 'what was asked of it is given up' : `a ${ask.what ?? 'fence'} is asked of it, for move ${ask.move}`}`;
    });
  const fenced = keysOf(before.fenced, after.fenced)
    .filter((site) => differ(before.fenced[site], after.fenced[site]))
    .map((site) => `${site}: ${after.fenced[site] ? 'its fence is confirmed' : 'its fence counts no more'}`);
  const base = differ(before.base.site, after.base.site) ? [`links and traffic rest on ${before.base.site} -> ${after.base.site}`] : [];
  return [...pair, ...moves, ...asked, ...fenced, ...base, ...components(before, after)];
}

function ofMove(number: number, before: Move | undefined, after: Move): string[] {
  const name = `move ${number}`;
  const what = `${after.kind}, ${after.from} -> ${after.to}`;
  if (!before) return [`${name} begins: ${what}`];
  const list = (title: string, was: readonly string[] = [], is: readonly string[] = []): string[] =>
    differ(was, is) ? [`${name}: ${title}: ${is.join(', ')}`] : [];
  return [
    ...(differ([before.kind, before.to], [after.kind, after.to]) ? [`${name} becomes: ${what}`] : []),
    ...list('promotion begun', before.started, after.started),
    ...list('promotion verified', before.completed, after.completed),
    ...(differ(before.lag, after.lag) ? [`${name}: still to copy: ${JSON.stringify(after.lag ?? {})}`] : []),
    ...(!before.aborted && after.aborted ? [`${name} is given up`] : []),
    ...(!before.undone && after.undone ? [`${name}: what it took is given back`] : []),
  ];
}

function components(before: WorkloadSituation, after: WorkloadSituation): string[] {
  return keysOf(before.components, after.components).flatMap((id) => {
    const [was, is] = [before.components[id]?.at ?? {}, after.components[id]?.at ?? {}];
    const isNew = before.components[id] === undefined && before.moves.length > 0;
    const listed = isNew ? [`${id} belongs to ${after.components[id]?.first ?? ''} first`] : [];
    return [...listed, ...keysOf(was, is).flatMap((site) => ofPlace(`${id}@${site}`, was[site], is[site]))];
  });
}

function ofPlace(name: string, before: ComponentPlace | undefined, after: ComponentPlace | undefined): string[] {
  if (!before || !after) return [];
  const made = after.generations.filter(({ number }) => !before.generations.some((one) => one.number === number));
  const retired = after.generations.filter(
    ({ number, retired: is }) => is && before.generations.some((one) => one.number === number && !one.retired),
  );
  return [
    ...made.map(({ number, how, of }) => `${name}#${number} begins (${how}${of ? ` of ${of}` : ''})`),
    ...(before.current === after.current ? [] : [`${name}: #${before.current} -> #${after.current} counts`]),
    ...(before.standing === after.standing ? [] : [`${name}: ${after.standing ? 'stands' : 'is not known to stand any more'}`]),
    ...retired.map(({ number }) => `${name}#${number} may leave Terraform`),
  ];
}
