/** The page's side of the search. Starts the worker when it is first needed, and ends it with the account. */
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

/** The answer to the last question; undefined before the first. */
export const answer: Signal<Answer | undefined> = signal(undefined);

let worker: Promise<Worker> | undefined;
let stopListening: (() => void)[] = [];
let last = 0;
let question: Question | undefined;

const tell = (to: Worker, message: ToWorker): void => to.postMessage(message);

/** Ends the worker: nothing of an account may stay in memory once it is no longer in use. */
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
    // The answer to an older question.
    if (data.id !== last || !question) return;
    // Until a pause, the last results stay.
    if (question.isTyping && data.findings.total === 0) return;
    answer.value = { ...data.findings, question, whole: data.whole };
  };
  const store = await openStore();
  tell(made, { type: 'open', database: databaseName(store.account) });
  stopListening.push(store.onChange(() => tell(made, { type: 'changed' })));
  return made;
}

/** Starts the worker and lets it build its index, so that the first key press gets an answer. */
export function prepare(): Promise<Worker> {
  worker ??= begin();
  return worker;
}

/** Clears the last question and its answer. */
export function forget(): void {
  question = undefined;
  answer.value = undefined;
}

/** Asks a question. The answer is in `answer`, and is updated when records change. */
export async function ask(
  text: string,
  literal: boolean,
  limit: number,
  isTyping = false,
): Promise<void> {
  const id = ++last;
  const now = { today: dateHere(new Date()), southern: isSouthern(hereZone()) };
  question = { text, literal, now, limit, isTyping };
  const asked = question;
  tell(await prepare(), { type: 'ask', id, question: asked });
}
