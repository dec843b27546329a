/** Makes the documents that are searched: one for each record, with the names of the records linked to it. */
import { dayThere, eventDay } from '../../records/eventDay';
import { subline } from '../../records/headline';
import type { Kind, Row } from '../../records/kinds';

/** Kinds that are found by their own words. */
const FOUND = ['event', 'person', 'note', 'kindness', 'card'] as const satisfies readonly Kind[];
export type FoundKind = (typeof FOUND)[number];

/** The texts of a document, in the order in which they are checked for the reason it was found. */
export const FIELDS = [
  'title',
  'known',
  'body',
  'interests',
  'event',
  'about',
  'client',
  'work',
  'reach',
] as const;
export type Field = (typeof FIELDS)[number];

export interface Doc {
  id: string;
  kind: FoundKind;
  /** The id of the person on whose page it is shown, if it has no page of its own. */
  on?: string;
  /** The local date it belongs to, `YYYY-MM-DD`; empty if it has none. */
  day: string;
  texts: Partial<Record<Field, string>>;
}

const isFound = (row: Row): row is Row<FoundKind> => (FOUND as readonly Kind[]).includes(row.kind);

const joined = (texts: readonly (string | null | undefined)[], by = ', '): string =>
  texts.filter(Boolean).join(by);

/** The names of people and events, used in other documents. */
interface Names {
  person: Map<string, string>;
  event: Map<string, string>;
}

function textsOf(row: Row<FoundKind>, { person, event }: Names): [string, Doc['texts']] {
  const who = (ids: readonly (string | null)[]) =>
    joined([...new Set(ids)].map((id) => person.get(id ?? '')));
  switch (row.kind) {
    case 'person': {
      const { fields } = row;
      // A person is also found by what only their other cards say.
      const others = (row.also ?? []).map((card) => card.fields);
      return [
        fields.met_on ?? '',
        {
          title: fields.name?.trim() || fields.known_for?.trim() || '',
          known: joined([
            subline(fields),
            ...others.flatMap(({ name, known_for }) => [name, known_for]),
          ]),
          interests: joined(fields.interests),
          event: joined([fields, ...others].map(({ met_at }) => event.get(met_at ?? ''))),
          about: who([fields.introduced_by]),
          work: joined(
            [fields, ...others].flatMap(({ role, organisation }) => [role, organisation]),
          ),
          reach: joined([...fields.emails, ...fields.phones, ...fields.links]),
        },
      ];
    }
    case 'note': {
      const { body, person_ids, event_id, captured_at, captured_timezone } = row.fields;
      const texts = { body, about: who(person_ids), event: event.get(event_id ?? '') ?? '' };
      return [dayThere(captured_at, captured_timezone), texts];
    }
    case 'event': {
      const { name, place, description } = row.fields;
      const body = joined([place, description], '\n');
      return [eventDay(row.fields), { title: name, body, event: event.get(row.id) ?? name }];
    }
    case 'kindness': {
      const { what, happened_on, person_id, thanks_to, introduced_to } = row.fields;
      return [happened_on, { title: what, about: who([person_id, thanks_to, introduced_to]) }];
    }
    case 'card':
      return [
        '',
        {
          title: row.fields.text,
          body: row.fields.details ?? '',
          client: row.fields.client ?? '',
        },
      ];
  }
}

/** Returns a document for each record that can be found. */
export function documentsOf(rows: readonly Row[]): Doc[] {
  const names: Names = { person: new Map(), event: new Map() };
  for (const row of rows) {
    if (row.kind === 'person')
      names.person.set(row.id, row.fields.name?.trim() || row.fields.known_for?.trim() || '');
    if (row.kind === 'event') names.event.set(row.id, joined([row.fields.name, row.fields.place]));
  }
  return rows.flatMap((row) => {
    if (!isFound(row)) return [];
    const [day, texts] = textsOf(row, names);
    const said = Object.entries(texts).filter(([, text]) => text);
    const on = row.kind === 'kindness' ? { on: row.fields.person_id } : {};
    return [{ id: row.id, kind: row.kind, ...on, day, texts: Object.fromEntries(said) }];
  });
}
