/** Has pictures made smaller: by a worker where it has a canvas, else in the page. */
import { allowOwnScripts } from '../../data/ownScripts';
import { type Asked, address, type Shrunk, shrink, type Told } from './idle.shrink';

/** So long, in ms, a worker that has nothing to do is kept: it holds memory. */
const KEPT = 60_000;

let worker: Worker | undefined;
let last = 0;
let ending: ReturnType<typeof setTimeout> | undefined;
const waiting = new Map<number, { done: (made: Shrunk) => void; failed: (why: unknown) => void }>();

function end(why?: unknown): void {
  worker?.terminate();
  worker = undefined;
  for (const { failed } of waiting.values()) failed(why);
  waiting.clear();
}

function begin(): Worker {
  allowOwnScripts();
  const made = new Worker(address, { type: 'module' });
  made.onmessage = ({ data }: MessageEvent<Told>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('shrunk' in data) asked?.done(data.shrunk);
    else asked?.failed(data.failed);
  };
  made.onerror = () => end('broken');
  return made;
}

/** Raises why not: `unreadable`, `too_large`, or what went wrong. */
export async function shrunk(file: Blob): Promise<Shrunk> {
  if (typeof OffscreenCanvas === 'undefined') return shrink(file);
  clearTimeout(ending);
  worker ??= begin();
  const to = worker;
  const id = ++last;
  try {
    return await new Promise<Shrunk>((done, failed) => {
      waiting.set(id, { done, failed });
      to.postMessage({ id, file } satisfies Asked);
    });
  } catch (why) {
    if (why === 'unreadable' || why === 'too_large') throw why;
    // A worker that cannot be started, or has no 2d canvas: the page can do it, too.
    return shrink(file);
  } finally {
    if (!waiting.size) ending = setTimeout(end, KEPT);
  }
}
