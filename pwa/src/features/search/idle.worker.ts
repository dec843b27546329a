/**
 * Builds the search index and answers questions in a worker, so that the page stays responsive. The index is
 * only in memory: if it were stored, it would have to be wiped and kept up to date too.
 */
import { documentsOf } from './documents';
import { Finder } from './finder';
import type { FromWorker, Question, ToWorker } from './protocol';
import { readRows } from './read';

/** How long questions may wait while the index is built, in ms. */
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

/** Updates the index, and answers the last question again if that changes anything. */
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
    // The database could not be read; the next question tries again.
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
