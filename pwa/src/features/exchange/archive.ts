/** Turns an export, of this app or of a server, into drafts that restore what is missing here. */
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

/** Follow-ups come before the notes, which would otherwise open them again on a server. */
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

/** Whether nothing is left of a record but its id, because it was purged. */
const isBlank = ({ kind, fields }: Exported): boolean =>
  Object.entries(fields).every(([field, value]) =>
    isSame(value === '' ? null : value, (DEFAULTS[kind] as Record<string, unknown>)[field] ?? null),
  );

export interface Restored {
  drafts: Draft[];
  /** The number of records that exist here already. */
  known: number;
  unread: number;
}

/** Returns the drafts that restore the records missing here; deleted ones go to the trash. */
export function restored(records: readonly unknown[], has: (id: string) => boolean): Restored {
  const found = records
    .filter(isExported)
    .filter((one) => one.deleted_at === null || !isBlank(one));
  const missing = found.filter(({ id }) => !has(id));
  missing.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  const drafts = missing.flatMap(({ kind, id, fields, deleted_at }): Draft[] => {
    const known = Object.fromEntries(
      // An export of a newer version may have unknown fields.
      Object.entries(fields).filter(
        ([field]) =>
          field in DEFAULTS[kind] || (REQUIRED[kind] as readonly string[]).includes(field),
      ),
    );
    // A person needs a name or `known_for`, but merging may have left neither.
    if (kind === 'person' && !known.name && !known.known_for) known.known_for = '?';
    const made = { kind, record: id, set: known, if_absent: true } as unknown as Draft;
    return deleted_at === null ? [made] : [made, { kind, record: id, delete: true } as Draft];
  });
  const unread = records.length - records.filter(isExported).length;
  return { drafts, known: found.length - missing.length, unread };
}

const LARGEST = 25_000_000;

/**
 * Stores the files of an archive's attachments that this phone does not have, to be sent to the server too. A
 * file that is missing, or not the one named, is left out.
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
