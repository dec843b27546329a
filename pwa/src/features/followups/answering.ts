/** Answers to follow-ups on the screen: written at once, told by a toast, and undone by one tap. */

import type { Store } from '../../data/store';
import { askAgain, dayAfter, letGo, saidHi } from '../../prompts/answers';
import type { Draft, Row } from '../../records/kinds';
import { followups as f } from '../../texts/followups';
import { toastUndo } from '../../ui/Toast';
import { comesBack } from './followupTexts';
import { isFresh } from './greeting';

export type Answer = 'said_hi' | 'tomorrow' | 'let_go';

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

function told(
  answer: Answer,
  { fields }: Row<'followup'>,
  name: string,
  next: string,
  today: string,
): string {
  if (answer === 'said_hi')
    return fields.reason === 'promise' ? f.told.kept(name) : f.told.saidHi(name);
  if (answer === 'let_go') return f.told.letGo(name);
  return f.told.tomorrow(name, comesBack(next, today));
}

/** `name`: how the person is called in the toast. */
export async function give(
  store: Store,
  answer: Answer,
  followup: Row<'followup'>,
  name: string,
  today: string,
  morning: string | null,
): Promise<void> {
  const next = dayAfter(today, morning);
  const undo = await store.write([draftOf(answer, followup, new Date(), next)]);
  toastUndo(told(answer, followup, name, next, today), undo);
}

export async function allTomorrow(
  store: Store,
  rows: readonly Row<'followup'>[],
  today: string,
  morning: string | null,
): Promise<void> {
  const next = dayAfter(today, morning);
  const undo = await store.write(rows.map(({ id }) => askAgain(id, next)));
  toastUndo(f.told.allTomorrow(rows.length, comesBack(next, today)), undo);
}

/** Lets all of these follow-ups go. */
export async function allLetGo(store: Store, rows: readonly Row<'followup'>[]): Promise<void> {
  const now = new Date();
  const undo = await store.write(rows.map(({ id }) => letGo(id, now)));
  toastUndo(f.told.allLetGo(rows.length), undo);
}
