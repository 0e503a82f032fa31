import { programsOf } from '../recovery/programs';
import type { Procedure } from '../words/actions';
import { ANSWER_LIMIT, isUnseen, type Doctor, type DoctorItem, type DoctorPlace, type Question } from '../words/doctor';
import type { RoomFor } from './doctor-rooms';
import type { ReportInput } from './report-input';

/** What is asked ahead of the day, as data: of each place, and of the machine that would run. */
export function doctorManifest(report: ReportInput, procedures: readonly Procedure[], room: RoomFor): Doctor {
  const { plan, doctor, own } = report;
  const { standby } = plan;
  const standsBy = plan.sites[standby]?.role === 'standby';
  const places = doctor.places.map(({ key, is, items }) => ({
    key,
    is,
    items: [...items, ...(standsBy && key === standby ? ownItems(own[key]) : [])].map((item) =>
      isUnseen(item) ? item : room(report, key, item),
    ),
  }));
  const actions = procedures.flatMap(({ waves }) => waves.flatMap((wave) => wave.actions));
  return {
    ...programsOf(
      actions,
      places.flatMap(({ items }) => items),
      doctor.programs,
    ),
    places: places.map(({ key, is, items }) => ({ key, is, ...split(items) })),
  };
}

/** The architect's own questions ahead of a move, and ahead of standing by. */
const ownItems = (own: ReportInput['own'][string] | undefined): DoctorItem[] =>
  [...(own?.check ?? []), ...(own?.standing ?? [])].map((step) => ({ about: 'standby', steps: [step] }));

/** A question waits for nothing: what is not answered soon is not seen. */
const soon = (step: Question['steps'][number]): Question['steps'][number] => ({
  ...step,
  usual: Math.min(step.usual, ANSWER_LIMIT),
  timeout: Math.min(step.timeout, ANSWER_LIMIT),
});

function split(items: readonly DoctorItem[]): Pick<DoctorPlace, 'questions' | 'unseen'> {
  return {
    questions: items.flatMap((item) =>
      isUnseen(item)
        ? []
        : [{ about: item.about, steps: item.steps.map(soon), letIn: item.letIn ?? false, verified: item.verified ?? false }],
    ),
    unseen: items.flatMap((item) => (isUnseen(item) ? [{ ...item }] : [])),
  };
}
