/** The page's side of the search: starts the worker when it is first needed, and ends it with the account. */
import { type Signal, signal } from '@preact/signals';
import { databaseName } from '../../data/database';
import { onSwitch, openStore } from '../../data/open';
import { allowOwnScripts } from '../../data/ownScripts';
import { dateHere } from '../../prompts/days';
import { hereZone } from '../../texts/dateTexts';
import type { Findings } from './finder';
import type { FromWorker, Question, ToWorker } from './protocol';
import { isSouthern } from './timeExpressions';

export interface Answer extends Findings {
  question: Question;
  whole: boolean;
}

/** What the last question was answered; undefined before the first. */
export const answer: Signal<Answer | undefined> = signal(undefined);

let worker: Promise<Worker> | undefined;
let stopListening: (() => void)[] = [];
let last = 0;
let question: Question | undefined;

const tell = (to: Worker, message: ToWorker): void => to.postMessage(message);

/** Nothing of an account may be found, or be in memory, once it is no longer in use. */
function end(): void {
  for (const stop of stopListening) stop();
  stopListening = [];
  void worker?.then((running) => running.terminate());
  worker = undefined;
  answer.value = undefined;
}

async function begin(): Promise<Worker> {
  allowOwnScripts();
  const made = new Worker(new URL('./idle.worker.ts', import.meta.url), { type: 'module' });
  stopListening.push(onSwitch(end));
  made.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    // An answer to an older question comes too late.
    if (data.id !== last || !question) return;
    answer.value = { ...data.findings, question, whole: data.whole };
  };
  const store = await openStore();
  tell(made, { type: 'open', database: databaseName(store.account) });
  stopListening.push(store.onChange(() => tell(made, { type: 'changed' })));
  return made;
}

/** Starts the worker and has it build its index, so that the first keystroke is answered. */
export function prepare(): Promise<Worker> {
  worker ??= begin();
  return worker;
}

/** Nothing is asked any more: the next question is not met by the answer to an old one. */
export function forget(): void {
  question = undefined;
  answer.value = undefined;
}

/** Asks; the answer, and what it becomes when records change, is in `answer`. */
export async function ask(text: string, literal: boolean, limit: number): Promise<void> {
  const id = ++last;
  const now = { today: dateHere(new Date()), southern: isSouthern(hereZone()) };
  question = { text, literal, now, limit };
  const asked = question;
  tell(await prepare(), { type: 'ask', id, question: asked });
}
