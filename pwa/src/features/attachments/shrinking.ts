/** Scales pictures down in a worker if it has a canvas, else in the page. */
import { allowOwnScripts } from '../../data/ownScripts';
import { type Asked, address, type Shrunk, shrink, type Told } from './idle.shrink';

/** How long an idle worker is kept, in ms: it takes memory. */
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

/** Raises the reason: `unreadable`, `too_large`, or what went wrong. */
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
    // The worker did not start, or has no 2D canvas: do it in the page.
    return shrink(file);
  } finally {
    if (!waiting.size) ending = setTimeout(end, KEPT);
  }
}
