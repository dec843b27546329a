/** The page's side of the worker that reads and writes files. */
import { databaseName } from '../../data/database';
import { onSwitch, openStore } from '../../data/open';
import { allowOwnScripts } from '../../data/ownScripts';
import type { FromWorker, ToWorker } from './protocol';

type Task = ToWorker extends infer T
  ? T extends { database: string }
    ? Omit<T, 'database'>
    : never
  : never;

/** A task was stopped, because its account is no longer in use. */
export class Stopped extends Error {
  override name = 'Stopped';
}

interface Held {
  worker: Worker;
  database: string;
}

/** The worker that has read the file in the preview, and has its people in memory. */
let held: Held | undefined;

/** Ends that worker. */
export function release(): void {
  held?.worker.terminate();
  held = undefined;
}

onSwitch(release);

async function start(): Promise<Held> {
  const database = databaseName((await openStore()).account);
  allowOwnScripts();
  const worker = new Worker(new URL('./idle.worker.ts', import.meta.url), { type: 'module' });
  return { worker, database };
}

/**
 * Has a worker do one task. `hear` is called with each message, one after the other, and returns true for the
 * last. `stays`: keep the worker for more tasks, until it is released.
 */
export async function ask(
  task: Task,
  hear: (message: FromWorker, tell: (message: ToWorker) => void) => boolean | Promise<boolean>,
  { stays = false } = {},
): Promise<void> {
  if (task.type === 'read') release();
  const goesOn = task.type === 'keep' || task.type === 'import';
  const mine = (goesOn ? held : undefined) ?? (await start());
  const { worker, database } = mine;
  if (held === mine) held = undefined;
  let stopListening = () => {};
  let isWell = false;
  try {
    await new Promise<void>((done, fail) => {
      stopListening = onSwitch(() => fail(new Stopped('another account')));
      worker.onerror = () => fail(new Error('the worker has stopped'));
      worker.onmessage = async ({ data }: MessageEvent<FromWorker>) => {
        try {
          if (await hear(data, (message) => worker.postMessage(message))) done();
        } catch (error) {
          fail(error);
        }
      };
      worker.postMessage({ ...task, database });
    });
    isWell = true;
  } finally {
    stopListening();
    if (stays && isWell && !held) held = mine;
    else worker.terminate();
  }
}
