import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';
import { attachmentsOf } from '../attachments/attachmentsOf';
import { type Company, companyOf } from './company';

/** A person, where they were met, and through whom. */
export interface Who {
  person: Row<'person'>;
  event: Row<'event'> | undefined;
  introducedBy: Row<'person'> | undefined;
}

/** Everything linked to a person. Reading it takes several times as long as reading who they are. */
export interface Story {
  /** Earliest first. */
  notes: Row<'note'>[];
  /** The pictures and recordings of the notes, the earliest first. */
  attached: Row<'attachment'>[];
  /** Open ones first, by due day. */
  followups: Row<'followup'>[];
  /** For or from them, thanks to them, or introducing them; the latest first. */
  kindnesses: Row<'kindness'>[];
  /** The people in the kindnesses, by id. */
  others: Map<string, Row<'person'>>;
  company: Company;
}

const alive = <R extends Row>(row: R | undefined): R | undefined =>
  row && row.deleted_at === null ? row : undefined;

/** Returns undefined if there is no such person (any more). */
export async function whoIs(store: Store, id: string): Promise<Who | undefined> {
  const person = alive(await store.get('person', id));
  if (!person) return undefined;
  const { met_at, introduced_by } = person.fields;
  const [event, introducer] = await Promise.all([
    met_at ? store.get('event', met_at) : undefined,
    introduced_by ? store.get('person', introduced_by) : undefined,
  ]);
  return { person, event: alive(event), introducedBy: alive(introducer) };
}

/** `metAt`: the id of the event where this person was met. */
export async function storyOf(store: Store, id: string, metAt: string | null): Promise<Story> {
  const [notes, followups, own, thanks, introduced, through, there] = await Promise.all([
    store.notesOf(id),
    store.linked('followup', 'person_id', id),
    store.linked('kindness', 'person_id', id),
    store.linked('kindness', 'thanks_to', id),
    store.linked('kindness', 'introduced_to', id),
    store.linked('person', 'introduced_by', id),
    metAt ? store.linked('person', 'met_at', metAt) : [],
  ]);
  const kindnesses = [
    ...new Map([...own, ...thanks, ...introduced].map((row) => [row.id, row])).values(),
  ].sort(
    (a, b) => b.fields.happened_on.localeCompare(a.fields.happened_on) || (a.id < b.id ? -1 : 1),
  );
  const named = kindnesses.flatMap(({ fields }) => [
    fields.person_id,
    fields.thanks_to,
    fields.introduced_to,
  ]);
  const [others, together, attached] = await Promise.all([
    peopleById(store, named),
    peopleById(
      store,
      notes.flatMap(({ fields: { person_ids } }) => person_ids),
    ),
    attachmentsOf(
      store,
      notes.map((note) => note.id),
    ),
  ]);
  return {
    notes,
    attached,
    followups: followups.sort(openFirst),
    kindnesses,
    others,
    company: companyOf(id, through, [...together.values()], there),
  };
}

/** Returns the people with these ids that exist. `known` were read already: reading each again takes long. */
export async function peopleById(
  store: Store,
  ids: readonly (string | null)[],
  known: Iterable<Row<'person'>> = [],
): Promise<Map<string, Row<'person'>>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const read = new Map([...known].map((row) => [row.id, row]));
  const found = await Promise.all(wanted.map((id) => read.get(id) ?? store.get('person', id)));
  return new Map(
    found.flatMap((row) => (alive(row) ? [[row?.id as string, row as Row<'person'>]] : [])),
  );
}

const openFirst = (a: Row<'followup'>, b: Row<'followup'>): number =>
  Number(a.fields.status !== 'open') - Number(b.fields.status !== 'open') ||
  a.fields.due_on.localeCompare(b.fields.due_on);
