/**
 * Builds the index and answers, beside the page: however much there is, nothing on the screen waits.
 * It lies in memory alone; where it was kept, it would be one more place to wipe and to bring up to date.
 */
import { documentsOf } from './documents';
import { Finder } from './finder';
import type { FromWorker, Question, ToWorker } from './protocol';
import { readRows } from './read';

/** For so long, in ms, questions may have to wait while the index grows. */
const SLICE = 12;

const finder = new Finder();
let name = '';
let asked: { id: number; question: Question } | undefined;
let stale = false;
let building = false;

const pause = (): Promise<void> => new Promise((go) => setTimeout(go));

function answer(): void {
  if (!asked) return;
  const { id, question } = asked;
  const findings = finder.find(question.text, question.now, question);
  const message: FromWorker = { type: 'answer', id, findings, whole: !building };
  self.postMessage(message);
}

/** Brings the index up to date; what was asked is answered again when that changes anything. */
async function build(): Promise<void> {
  stale = true;
  if (building) return;
  building = true;
  try {
    while (stale) {
      stale = false;
      const { put, drop } = finder.compare(documentsOf(await readRows(name, pause)));
      let until = performance.now() + SLICE;
      for (const id of drop) finder.drop(id);
      for (const doc of put) {
        finder.put(doc);
        if (performance.now() < until) continue;
        await pause();
        until = performance.now() + SLICE;
      }
    }
  } catch {
    // The database could not be read just now: the next question tries again.
    stale = true;
  } finally {
    building = false;
  }
  answer();
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'open') name = data.database;
  if (data.type === 'ask') {
    asked = data;
    answer();
    if (stale) void build();
  } else void build();
};
