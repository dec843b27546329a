/** Keeps the follow-ups made ahead up to date: at the start, and when something changes. */
import { effect } from '@preact/signals';
import { cameIn } from '../data/cameIn';
import type { Progress } from '../data/database';
import { now } from '../data/now';
import { onSwitch, openCurrent, openStore } from '../data/open';
import { syncStatus } from '../syncing/status';
import { dateHere } from './days';
import { dueAhead } from './dueAhead';

/** How long to wait after a change, in ms: changes come in bursts. */
const AFTER_A_CHANGE = 3_000;

/** Whether everything has been pulled. With only a part of the records, wrong follow-ups would be made. */
export const hasAll = (progress: Progress | undefined): boolean =>
  !progress || (!progress.full && (progress.cursor === null || progress.last_at !== null));

async function look(): Promise<void> {
  const { store, connection } = await openCurrent();
  const progress = await connection.run((database) => database.get('meta', 'progress'));
  if (!hasAll(progress as Progress | undefined)) return;
  const drafts = await dueAhead(store, dateHere(new Date()), await cameIn(connection));
  if (drafts.length > 0) await store.write(drafts);
}

let timer: ReturnType<typeof setTimeout> | undefined;
let isAtWork = false;

function soon(): void {
  clearTimeout(timer);
  // The database was closed meanwhile; the next start tries again.
  timer = setTimeout(() => void look().catch(() => undefined), AFTER_A_CHANGE);
}

/** Updates them soon, and then after each change and on each new day. */
export function keepInTouch(): void {
  soon();
  if (isAtWork) return;
  isAtWork = true;
  let stop: () => void = () => undefined;
  const listen = async () => {
    stop();
    const store = await openStore();
    stop = store.onChange((kinds) => {
      if (kinds.has('person') || kinds.has('followup')) soon();
    });
    soon();
  };
  const again = () => void listen().catch(() => undefined);
  onSwitch(again);
  again();
  let seen = '';
  effect(() => {
    // On a new day, or when a sync has finished.
    const key = `${dateHere(new Date(now.value))} ${syncStatus.value.state}`;
    if (key !== seen) soon();
    seen = key;
  });
}
