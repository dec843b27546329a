/** The answers of the screen: written at once, told in one line, and taken back by one tap. */

import type { Store } from '../../data/store';
import { askAgain, dayAfter, letGo, saidHi } from '../../prompts/answers';
import type { Draft, Row } from '../../records/kinds';
import { followups as f } from '../../texts/followups';
import { toastUndo } from '../../ui/Toast';
import { comesBack } from './followupTexts';
import { isFresh } from './greeting';

export type Answer = 'said_hi' | 'tomorrow' | 'let_go';

/** What takes an answer back: the fields as they were; one that there was not yet goes again. */
export function undoOf(followup: Row<'followup'>): Draft {
  const { id, fields } = followup;
  if (isFresh(followup)) return { kind: 'followup', record: id, delete: true };
  const { status, closed_at, due_on } = fields;
  return { kind: 'followup', record: id, set: { status, closed_at, due_on } };
}

function draftOf(
  answer: Answer,
  followup: Row<'followup'>,
  now: Date,
  next: string,
): Draft<'followup'> {
  if (answer === 'said_hi') {
    const draft = saidHi(followup.id, now);
    return isFresh(followup) ? { ...draft, set: { ...followup.fields, ...draft.set } } : draft;
  }
  if (answer === 'let_go') return letGo(followup.id, now);
  return askAgain(followup.id, next);
}

function told(answer: Answer, name: string, next: string, today: string): string {
  if (answer === 'said_hi') return f.told.saidHi(name);
  if (answer === 'let_go') return f.told.letGo(name);
  return f.told.tomorrow(name, comesBack(next, today));
}

/** `name` is how the person is called in what is told. */
export async function give(
  store: Store,
  answer: Answer,
  followup: Row<'followup'>,
  name: string,
  today: string,
  morning: string | null,
): Promise<void> {
  const next = dayAfter(today, morning);
  await store.write([draftOf(answer, followup, new Date(), next)]);
  toastUndo(told(answer, name, next, today), () => void store.write([undoOf(followup)]));
}

export async function allTomorrow(
  store: Store,
  rows: readonly Row<'followup'>[],
  today: string,
  morning: string | null,
): Promise<void> {
  const next = dayAfter(today, morning);
  await store.write(rows.map(({ id }) => askAgain(id, next)));
  toastUndo(f.told.allTomorrow(rows.length, comesBack(next, today)), () => {
    void store.write(rows.map(undoOf));
  });
}

/** Lets all of these go: nobody has to answer for what has become old. */
export async function allLetGo(store: Store, rows: readonly Row<'followup'>[]): Promise<void> {
  const now = new Date();
  await store.write(rows.map(({ id }) => letGo(id, now)));
  toastUndo(f.told.allLetGo(rows.length), () => void store.write(rows.map(undoOf)));
}
