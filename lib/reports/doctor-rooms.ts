import { MORE, type Question, type Room } from '../words/doctor';
import type { ReportInput } from './report-input';

/** What of each workload would move at once: those that serve at one site, and stand by at another one. */
interface Asked extends Room {
  readonly workload: string;
  /** Where it would be made: site that is lost, account and site. */
  readonly at: string;
}

/** Says how many more there must be room for: the sum over all workloads of the app that would move there at once, however many of each. */
export type RoomFor = (report: ReportInput, site: string, question: Question) => Question;

/** Two moves meet where one site is lost and they go to one account of one region. */
const placeOf = ({ plan }: ReportInput, site: string): string => [plan.active, plan.sites[site]?.account ?? '', site].join(' ');

/** What is asked room for by all workloads of an app. */
export function roomFor(reports: readonly ReportInput[]): RoomFor {
  const all = reports.flatMap((report) =>
    report.doctor.places.flatMap(({ key, items }) =>
      items.flatMap((item): Asked[] =>
        'room' in item && item.room ? [{ ...item.room, workload: report.id, at: placeOf(report, key) }] : [],
      ),
    ),
  );
  return (report, site, question) => {
    const { room } = question;
    if (!room) return question;
    return told(
      question,
      all.filter((one) => one.of === room.of && one.at === placeOf(report, site)),
    );
  };
}

/** A question with its number; where others move, too, with who they are. */
function told({ room: _, steps, ...question }: Question, all: readonly Asked[]): Question {
  const sum = (some: readonly Asked[]): number => some.reduce((total, { more }) => total + more, 0);
  const number = String(sum(all));
  const workloads = [...new Set(all.map(({ workload }) => workload))].sort();
  const shares = workloads.map((id) => `${id} ${sum(all.filter(({ workload }) => workload === id))}`);
  const beside = workloads.length > 1 ? `, with all that would move there (${shares.join(', ')})` : '';
  return {
    ...question,
    steps: steps.map((step) =>
      step.do === 'check'
        ? {
            ...step,
            title: `${step.title.replaceAll(MORE, number)}${beside}`,
            how: { ...step.how, run: step.how.run.map((word) => (word === MORE ? number : word)) },
          }
        : step,
    ),
  };
}
