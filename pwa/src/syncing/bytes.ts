/**
 * The queue of files, beside the outbox. A file is uploaded after its record, and between two pieces it waits
 * while records are being sent.
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
  /** Called when something has changed that screens show. */
  changed(): void;
}

/** How long to wait before a file that found no space on the server is tried again, in ms. */
const ASK_AGAIN = 6 * 3_600_000;
/** Files in no note and no draft are deleted when they are older than this, in ms. */
const FORGOTTEN_AFTER = 7 * 86_400_000;
/** How many bytes of files are kept on this phone that are also on the server. */
const MOST_KEPT = 200_000_000;

/** The name of the lock for uploading an account's files, held by one tab or the worker at a time. */
export const bytesLock = (account: string | null): string => `karmadex-bytes-${account}`;

/** Returns the kind of network, if the system says it. */
export const connectionType = (): string | undefined =>
  (navigator as { connection?: { type?: string } }).connection?.type;

/** Whether the user allows to upload files over this network. */
export const mayBring = async (): Promise<boolean> =>
  connectionType() !== 'cellular' || !(await getDeviceSetting('wifi_only'));

/**
 * Uploads what is on this phone only, the oldest first. Returns what stopped it; undefined if nothing is left
 * to upload now.
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

/** Whether the server has the record that names the file: then it accepts the bytes. */
async function isNamedThere(connection: Connection<Schema>, id: string): Promise<boolean> {
  const row = await connection.run((database) => database.get('records', id));
  return row !== undefined && row.rev !== null && row.deleted_at === null && !row.forgotten;
}

/**
 * Deletes files that no record names any more. If there are more than `most` bytes of files that are on the
 * server too, deletes the least recently used of those.
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
