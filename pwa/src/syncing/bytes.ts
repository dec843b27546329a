/**
 * The queue of bytes beside the outbox. A picture is brought once its record is on the server, never
 * before, and while records are being sent it waits for them between two pieces.
 */
import type { Connection } from '../data/connection';
import type { Schema, StoredFile } from '../data/database';
import { getDeviceSetting } from '../data/deviceSettings';
import { bytesOf, changeFile, dropFiles } from '../data/files';
import { TRASH_DAYS } from '../data/store';
import { type Brought, bring } from '../sync/tus';

export interface World {
  connection: Connection<Schema>;
  fetch: typeof globalThis.fetch;
  now(): number;
  /** Resolves when no records are being sent. */
  turn(): Promise<void>;
  /** What the screens show has changed. */
  changed(): void;
}

/** What the server has no room for is asked again after so long, in ms. */
const ASK_AGAIN = 6 * 3_600_000;
/** What is in no note and in no draft, and was taken so long ago, in ms, goes. */
const FORGOTTEN_AFTER = 7 * 86_400_000;
/** Bytes that are on the server, too, are kept up to so many. */
const MOST_KEPT = 200_000_000;

/** Held by whoever brings an account's bytes: of all its tabs and the worker one at a time. */
export const bytesLock = (account: string | null): string => `karmadex-bytes-${account}`;

/** The kind of network, where the system says it. */
export const connectionType = (): string | undefined =>
  (navigator as { connection?: { type?: string } }).connection?.type;

/** Whether this network is one over which the owner lets pictures be sent. */
export const mayBring = async (): Promise<boolean> =>
  connectionType() !== 'cellular' || !(await getDeviceSetting('wifi_only'));

/**
 * Brings what is on this phone only, the oldest first. Returns what stopped it; undefined: nothing is left
 * that could be sent now.
 */
export async function bringAll(world: World): Promise<Brought | undefined> {
  const { connection, now } = world;
  const files = await connection.run((database) =>
    database.getAllFromIndex('files', 'state', 'here'),
  );
  files.sort((one, other) => one.captured_at - other.captured_at);
  const server = {};
  for (const file of files) {
    if (file.refused && file.refused.until > now()) continue;
    if (!(await isNamedThere(connection, file.id))) continue;
    const bytes = await bytesOf(connection, file.sha256);
    if (!bytes) continue;
    await world.turn();
    const outcome = await bring({
      fetch: world.fetch,
      bytes,
      sha256: file.sha256,
      upload: file.upload,
      broke: file.broke,
      server,
      keep: (known) => changeFile(connection, file.id, known as Partial<StoredFile>),
      turn: world.turn,
    });
    if (outcome.state === 'sent') {
      await changeFile(connection, file.id, { state: 'sent', used_at: now() });
    } else if (outcome.state === 'refused') {
      const refused = { status: outcome.status, until: now() + ASK_AGAIN };
      await changeFile(connection, file.id, { refused });
    } else {
      return outcome;
    }
    world.changed();
  }
  return undefined;
}

/** Whether the server has the record that names it: then it knows the kind, and keeps the bytes. */
async function isNamedThere(connection: Connection<Schema>, id: string): Promise<boolean> {
  const row = await connection.run((database) => database.get('records', id));
  return row !== undefined && row.rev !== null && row.deleted_at === null && !row.forgotten;
}

/**
 * What no record names any more goes, here too: it was forgotten, or never saved. And of what is on the
 * server as well the longest unused, where there is too much of it (`most` bytes).
 */
export async function tidyUp(
  { connection, now }: Pick<World, 'connection' | 'now'>,
  most = MOST_KEPT,
): Promise<void> {
  const [files, drafts] = await connection.run((database) =>
    Promise.all([database.getAll('files'), database.getAll('drafts')]),
  );
  const gone: string[] = [];
  for (const file of files) {
    const row = await connection.run((database) => database.get('records', file.id));
    const trash = new Date(now() - TRASH_DAYS * 86_400_000).toISOString();
    const isGone = row?.forgotten || (row?.deleted_at ?? trash) < trash;
    const isNamed = row !== undefined && !isGone;
    if (isNamed && !file.named) await changeFile(connection, file.id, { named: true });
    if (isNamed) continue;
    const isOld = file.captured_at < now() - FORGOTTEN_AFTER;
    const isDraft = drafts.some((draft) => draft.includes(file.id));
    if (file.named || file.state === 'sent' || (isOld && !isDraft)) gone.push(file.id);
  }
  await dropFiles(connection, gone);
  const kept = files
    .filter(({ id, state }) => state === 'sent' && !gone.includes(id))
    .sort((one, other) => other.used_at - one.used_at);
  let sum = 0;
  const over = kept.filter(({ bytes }) => {
    sum += bytes;
    return sum > most;
  });
  await dropFiles(
    connection,
    over.map(({ id }) => id),
  );
}
