import type { Store } from '../../data/store';
import type { Draft } from '../../records/kinds';
import { nextMorning, nextMorningId } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { hereZone } from '../../ui/dateTexts';
import { draftsOf, type Plan } from './plan';

/**
 * Saves what was planned: one write, complete when this resolves. Whom it makes was just met, and is due
 * the next morning, event or not; whom it finds known is due after an event, as with each note. Answers
 * how to take it back as if it had never been made. Rejects if the phone could not keep it.
 */
export async function save(
  store: Store,
  plans: readonly Plan[],
  event: string | null,
  startedAt: number,
): Promise<() => Promise<void>> {
  const timezone = hereZone();
  // In the order of the lines, one after the other.
  const read = plans.map((plan, index) =>
    draftsOf(plan, { capturedAt: startedAt + index, timezone, event, newId }),
  );
  const known = plans.flatMap((plan) => plan.known);
  const due_on = nextMorning(new Date(startedAt).toISOString(), timezone);
  const made = read.flatMap(({ made }) => made.map(({ record }) => record));
  const opened = made.map(
    (person_id): Draft<'followup'> => ({
      kind: 'followup',
      record: nextMorningId(person_id, due_on),
      set: { person_id, due_on, reason: 'next_morning' },
      if_absent: true,
    }),
  );
  // An earlier note of the evening may have opened the follow-up; then it is not this line's to take back.
  const again = event ? known.map(({ person }) => nextMorningId(person.id, due_on)) : [];
  const before = await Promise.all(again.map((id) => store.get('followup', id)));
  const followups = [
    ...opened.map(({ record }) => record),
    ...again.filter((_, index) => !before[index]),
  ];
  await store.write([...read.flatMap(({ drafts }) => drafts), ...opened]);
  const gone =
    (kind: 'note' | 'followup' | 'person') =>
    (record: string): Draft => ({ kind, record, delete: true });
  return () =>
    store.write([
      ...read.flatMap(({ notes }) => notes.map(({ record }) => record)).map(gone('note')),
      ...followups.map(gone('followup')),
      ...made.map(gone('person')),
      ...read.flatMap(({ gained }) =>
        gained.map(
          ({ record, set }): Draft => ({
            kind: 'person',
            record,
            set: valuesOf(known.find(({ person }) => person.id === record)?.person.fields, set),
          }),
        ),
      ),
    ]);
}

/** What the fields that were set held before. */
const valuesOf = (before: object | undefined, set: object): object =>
  Object.fromEntries(
    Object.keys(set).map((field) => [field, (before as Record<string, unknown>)[field]]),
  );
