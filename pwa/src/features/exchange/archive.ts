/** Everything that was exported, here or on a server, as drafts: what is missing here comes back. */
import type { Zip } from '../../contacts/zip';
import type { Connection } from '../../data/connection';
import type { Schema } from '../../data/database';
import { fileOf, hashOf, keepFile } from '../../data/files';
import {
  type AttachmentFields,
  DEFAULTS,
  type Draft,
  isSame,
  type Kind,
  REQUIRED,
} from '../../records/kinds';

/** Follow-ups before the notes that would open them anew on a server. */
const ORDER: Kind[] = [
  'event',
  'person',
  'followup',
  'kindness',
  'card',
  'original',
  'attachment',
  'note',
];

interface Exported {
  kind: Kind;
  id: string;
  fields: Record<string, unknown>;
  deleted_at: string | null;
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

function isExported(one: unknown): one is Exported {
  const { kind, id, fields } = (one ?? {}) as Partial<Exported>;
  return (
    typeof kind === 'string' &&
    kind in DEFAULTS &&
    typeof id === 'string' &&
    UUID.test(id) &&
    typeof fields === 'object' &&
    fields !== null
  );
}

/** Of what was purged nothing but its id is left. */
const isBlank = ({ kind, fields }: Exported): boolean =>
  Object.entries(fields).every(([field, value]) =>
    isSame(value === '' ? null : value, (DEFAULTS[kind] as Record<string, unknown>)[field] ?? null),
  );

export interface Restored {
  drafts: Draft[];
  /** The records that are here. */
  known: number;
  unread: number;
}

/** What has to be written for a record each that is not here: in the trash, if it lay there. */
export function restored(records: readonly unknown[], has: (id: string) => boolean): Restored {
  const found = records
    .filter(isExported)
    .filter((one) => one.deleted_at === null || !isBlank(one));
  const missing = found.filter(({ id }) => !has(id));
  missing.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  const drafts = missing.flatMap(({ kind, id, fields, deleted_at }): Draft[] => {
    const known = Object.fromEntries(
      // A newer version may have known more fields.
      Object.entries(fields).filter(
        ([field]) =>
          field in DEFAULTS[kind] || (REQUIRED[kind] as readonly string[]).includes(field),
      ),
    );
    // Nobody is made without a heading, but merging may have left one so.
    if (kind === 'person' && !known.name && !known.known_for) known.known_for = '?';
    const made = { kind, record: id, set: known, if_absent: true } as unknown as Draft;
    return deleted_at === null ? [made] : [made, { kind, record: id, delete: true } as Draft];
  });
  const unread = records.length - records.filter(isExported).length;
  return { drafts, known: found.length - missing.length, unread };
}

const LARGEST = 25_000_000;

/**
 * Keeps the pictures and recordings of the attachments that an archive brought, where this phone does not
 * have them, for the server that may not either. What is not in it, or is not what was named, is left out.
 */
export async function keepAttachments(
  phone: Connection<Schema>,
  zip: Zip,
  records: readonly unknown[],
  wanted: ReadonlySet<string>,
): Promise<void> {
  for (const one of records.filter(isExported)) {
    if (one.kind !== 'attachment' || one.deleted_at !== null || !wanted.has(one.id)) continue;
    const fields = { ...DEFAULTS.attachment, ...one.fields } as AttachmentFields;
    const { sha256, media_type, width, height, seconds, thumbnail } = fields;
    const name = `attachments/${sha256}`;
    if (!zip.has(name) || (await fileOf(phone, one.id))) continue;
    const bytes = await zip.part(name, LARGEST).catch(() => null);
    if (!bytes || (await hashOf(bytes.buffer)) !== sha256) continue;
    const captured_at = Date.parse(fields.captured_at);
    const size = { bytes: bytes.byteLength, width, height, seconds };
    const told = { id: one.id, sha256, media_type, thumbnail, ...size };
    const file = { ...told, captured_at, used_at: captured_at, called: fields.caption ?? '' };
    await keepFile(phone, { ...file, state: 'here', named: true }, bytes.buffer);
  }
}
