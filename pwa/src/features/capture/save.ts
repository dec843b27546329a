import type { Store } from '../../data/store';
import type { Draft } from '../../records/kinds';
import { nextMorning, nextMorningId } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { hereZone } from '../../ui/dateTexts';
import { draftsOf, type Plan } from './plan';

/**
 * Saves a planned line: one write, complete when this resolves. Answers how to take it back as if it
 * had never been made. Rejects if the phone could not keep it.
 */
export async function save(
  store: Store,
  plan: Plan,
  event: string | null,
  startedAt: number,
): Promise<() => Promise<void>> {
  const timezone = hereZone();
  const { note, made, drafts } = draftsOf(plan, { capturedAt: startedAt, timezone, event, newId });
  const dueOn = nextMorning(note.set.captured_at, timezone);
  const opened = (ids: string[]) => (event ? ids.map((id) => nextMorningId(id, dueOn)) : []);
  // An earlier note of the evening may have opened the follow-up; then it is not this line's to take back.
  const again = opened(plan.known.map(({ person }) => person.id));
  const before = await Promise.all(again.map((id) => store.get('followup', id)));
  const followups = [
    ...opened(made.map(({ record }) => record)),
    ...again.filter((_, index) => !before[index]),
  ];
  await store.write(drafts);
  return () =>
    store.write([
      { kind: 'note', record: note.record, delete: true },
      ...followups.map((record): Draft => ({ kind: 'followup', record, delete: true })),
      ...made.map(({ record }): Draft => ({ kind: 'person', record, delete: true })),
      ...plan.known
        .filter(({ gains }) => gains.length > 0)
        .map(
          ({ person }): Draft => ({
            kind: 'person',
            record: person.id,
            set: { interests: person.fields.interests },
          }),
        ),
    ]);
}
