import type {
  AttachmentFields,
  CardFields,
  Conflict,
  EventFields,
  FollowupFields,
  KindnessFields,
  NoteFields,
  OriginalFields,
  PersonFields,
} from './api';

/**
 * The kinds of records and their fields, generated from the server's API document. Dates are `YYYY-MM-DD` (a
 * birthday may be `--MM-DD`), instants are RFC 3339 in UTC. A `Conflict` is the other value of a text that
 * two devices wrote without seeing each other's change; `at` is when it was written, in ms.
 */
export type {
  AttachmentFields,
  CardFields,
  Conflict,
  EventFields,
  FieldReason as FieldError,
  FollowupFields,
  KindnessFields,
  NoteFields,
  OriginalFields,
  PersonFields,
} from './api';

export interface Fields {
  event: EventFields;
  person: PersonFields;
  note: NoteFields;
  followup: FollowupFields;
  kindness: KindnessFields;
  card: CardFields;
  attachment: AttachmentFields;
  original: OriginalFields;
}

export type Kind = keyof Fields;

/** The default values. A field without one is required in the first change. */
export const DEFAULTS: { readonly [K in Kind]: Readonly<Partial<Fields[K]>> } = {
  event: { place: null, ends_at: null, description: null },
  person: {
    name: null,
    known_for: null,
    interests: [],
    met_at: null,
    met_on: null,
    introduced_by: null,
    organisation: null,
    role: null,
    emails: [],
    phones: [],
    links: [],
    birthday: null,
    keep_in_touch_days: null,
    archived: false,
    merged_into: null,
    not_same_as: [],
    photo: null,
  },
  note: { person_ids: [], event_id: null },
  followup: { promise: null, status: 'open', closed_at: null },
  kindness: { thanks_to: null, introduced_to: null },
  card: { details: null, client: null, retired: false },
  attachment: { width: null, height: null, seconds: null, thumbnail: null, caption: null },
  original: {},
};

export const KINDS = Object.keys(DEFAULTS) as readonly Kind[];

/** Whether two values of a field, also lists, are equal. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The fields required in the first change of a record. */
export const REQUIRED: { readonly [K in Kind]: readonly (keyof Fields[K])[] } = {
  event: ['name', 'starts_at', 'timezone'],
  person: [],
  note: ['body', 'captured_at', 'captured_timezone'],
  followup: ['person_id', 'due_on', 'reason'],
  kindness: ['person_id', 'direction', 'what', 'happened_on'],
  card: ['deck', 'text', 'position'],
  attachment: ['of', 'media_type', 'sha256', 'bytes', 'captured_at'],
  original: ['person_id', 'source', 'text', 'taken_on'],
};

/** A record as the phone shows it: as it was pulled, with the waiting changes applied. */
export type Row<K extends Kind = Kind> = {
  [P in K]: {
    kind: P;
    id: string;
    /** null: the server has not seen it. */
    rev: number | null;
    fields: Fields[P];
    deleted_at: string | null;
    conflicts: Conflict[];
    /** Whether changes of it are not on the server yet. */
    pending: boolean;
    /** The other cards of a person with several, as they are stored; see `same.ts`. */
    also?: readonly Row<'person'>[];
  };
}[K];

/** A write of one record that a screen asks for. */
export type Draft<K extends Kind = Kind> = {
  [P in K]: {
    kind: P;
    record: string;
    set?: Partial<Fields[P]>;
    delete?: true;
    if_absent?: true;
    /** Its id has just been made: nothing is stored about it, so nothing is read. */
    fresh?: true;
    /** The `rev` shown when the edit began; by default, the row's current one. */
    base?: number | null;
  };
}[K];
