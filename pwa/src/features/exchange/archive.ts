/** Everything that was exported, here or on a server, as drafts: what is missing here comes back. */
import { DEFAULTS, type Draft, isSame, type Kind, REQUIRED } from '../../records/kinds';

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
