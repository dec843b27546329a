/** The stage of an import, which outlives the screen; and the imports of the past, which are stored. */
import { signal } from '@preact/signals';
import { type Opened, onSwitch, openCurrent } from '../../data/open';
import type { Kind } from '../../records/kinds';
import { syncNow } from '../../syncing/status';
import type { CalendarEvent } from './calendar';
import { allPieces, IMPORTS, type Preview, SOURCE, type Source, type Trouble } from './protocol';
import { release } from './worker';

/** An import as it is stored: enough to continue it, and to undo it. */
export interface Import {
  name: string;
  at: number;
  what: Preview['what'];
  /** The ids of the records it creates. */
  ids: string[];
  /** The ids of the records it restores. */
  back: string[];
  /** The number of people, or of records. */
  count: number;
  state: 'running' | 'done' | 'taken_back';
}

export type Stage =
  | { at: 'choose'; trouble?: Trouble }
  | { at: 'reading'; name: string }
  /** `takenBack`: people whom an import had created, and who were deleted when it was undone. */
  | { at: 'preview'; source: Source; preview: Preview; takenBack: string[] }
  | { at: 'events'; events: CalendarEvent[] }
  /** `total` is 0 until it is known; `people`: so many are imported, and their pictures follow. */
  | { at: 'importing'; name: string; done: number; total: number; people?: number }
  | { at: 'takingBack'; done: number; total: number }
  | { at: 'done'; import: Import; stayed?: number };

export const stage = signal<Stage>({ at: 'choose' });

/** Returns a value of the account's that is stored. */
export const meta = async <T>(key: string): Promise<T | undefined> =>
  (await openCurrent()).connection.run((database) => database.get('meta', key)) as Promise<
    T | undefined
  >;

/** Stores these values among the account's, or deletes those that are undefined. */
export async function remember(values: Record<string, unknown>): Promise<void> {
  const { connection } = await openCurrent();
  await connection.run(async (database) => {
    const { store, done } = database.transaction('meta', 'readwrite', { durability: 'strict' });
    for (const [key, value] of Object.entries(values))
      void (value === undefined ? store.delete(key) : store.put(value, key));
    await done;
  });
}

/** The latest first. */
export const imports = async (): Promise<Import[]> => (await meta<Import[]>(IMPORTS)) ?? [];

/** The import is over: it is stored as such, its file is deleted, and it is shown and sent. */
export async function finish(one: Import, stayed?: number): Promise<void> {
  const others = (await imports()).filter(({ at }) => at !== one.at);
  await remember({ [IMPORTS]: [one, ...others], [SOURCE]: undefined });
  const { connection } = await openCurrent();
  await connection.run((database) => database.delete('meta', allPieces()));
  stage.value = { at: 'done', import: one, ...(stayed !== undefined && { stayed }) };
  void syncNow();
}

/**
 * How long to wait before other screens are told of imported records, in ms: each of them reads everything
 * again.
 */
const QUIET = 10_000;

/** Tells the other screens of imported records, not each time, but always at the end. */
export function announcer({ announcer }: Opened): {
  changed(kinds: Iterable<Kind>): void;
  end(): void;
} {
  let kinds = new Set<Kind>();
  let last = Date.now();
  const end = () => {
    if (kinds.size) announcer.announce(kinds);
    kinds = new Set();
    last = Date.now();
  };
  const changed = (some: Iterable<Kind>) => {
    for (const kind of some) kinds.add(kind);
    if (Date.now() - last > QUIET) end();
  };
  return { changed, end };
}

onSwitch(() => {
  stage.value = { at: 'choose' };
});
/** People who were previewed and not imported are dropped from memory. */
stage.subscribe(({ at }) => {
  if (at === 'choose') release();
});
