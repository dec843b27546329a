/**
 * Reads merged cards as one person, and writes what is meant for a person to all of their cards. Loaded only
 * if cards were merged.
 */
import type { Draft, Fields, Kind, PersonFields, Row } from '../records/kinds';
import { type Cards, echo, personsOf, unite } from '../records/same';
import type { Database, StoredRow } from './database';
import { PEOPLE_IN, shown } from './rows';

type Person = Row<'person'>;
type Loose = Record<string, unknown>;

/**
 * Follow-ups with the same reason and day about the same person count as one, whichever card they were made
 * for.
 */
const twinKey = ({ fields }: Row<'followup'>): string =>
  [fields.person_id, fields.reason, fields.due_on, fields.status].join();

/** Functions that read rows as they are stored. */
interface Held {
  row(id: string): Promise<Row | undefined>;
  followups(personId: string): Promise<Row<'followup'>[]>;
}

export class Merged {
  /** By the id of each card: all cards of its person. */
  readonly #cards = new Map<string, Cards<Person>>();
  /** By the id of the card that stands for a person: the person. */
  readonly #whole = new Map<string, Person>();

  constructor(cards: readonly Person[]) {
    for (const person of personsOf(cards)) {
      if (person.length === 1) continue;
      for (const { id } of person) this.#cards.set(id, person);
    }
    for (const person of new Set(this.#cards.values())) {
      const [own, ...others] = person;
      const fields = unite(person);
      const introducer = fields.introduced_by && this.of(fields.introduced_by);
      const also = others.filter(({ deleted_at }) => deleted_at === null);
      this.#whole.set(own.id, {
        ...own,
        fields: { ...fields, introduced_by: introducer === own.id ? null : introducer },
        pending: person.some(({ pending }) => pending),
        also,
      });
    }
  }

  /** Returns the id of the card that stands for the person of that card. */
  of(id: string): string {
    return this.#cards.get(id)?.[0].id ?? id;
  }

  /** Returns the ids of all cards of that person. */
  all(id: string): string[] {
    return this.#cards.get(id)?.map((card) => card.id) ?? [id];
  }

  person(id: string): Person | undefined {
    return this.#whole.get(this.of(id));
  }

  /** Returns a row as it is shown; undefined for a card for which another one stands. */
  read<K extends Kind>(row: Row<K>): Row<K> {
    if (row.kind === 'person') {
      const whole = this.person(row.id);
      if (whole) return whole as Row<K>;
    }
    const fields = row.fields as unknown as Loose;
    const read: Loose = { ...fields };
    for (const field of PEOPLE_IN[row.kind] ?? []) {
      const value = fields[field] as string | string[] | null;
      if (Array.isArray(value)) read[field] = [...new Set(value.map((id) => this.of(id)))];
      else if (value) read[field] = this.of(value);
    }
    return { ...row, fields: read } as unknown as Row<K>;
  }

  /** Returns rows as they are shown, each person and each follow-up once. */
  readAll<K extends Kind>(given: readonly Row<K>[]): Row<K>[] {
    const rows = given as readonly unknown[] as readonly Row[];
    const read = rows.map((row) => this.read(row));
    const keys = read.map((row) =>
      row.kind === 'followup' && row.fields.reason !== 'promise' ? twinKey(row) : row.id,
    );
    // If two follow-ups are alike, the one made for the card that stands for the person is shown.
    const isOwn = (row: Row | undefined): boolean =>
      row?.kind !== 'followup' || this.of(row.fields.person_id) === row.fields.person_id;
    const chosen = new Map<string, number>();
    for (const [index, key] of keys.entries()) {
      const before = chosen.get(key);
      if (before === undefined || (isOwn(rows[index]) && !isOwn(rows[before])))
        chosen.set(key, index);
    }
    return read.filter(
      (_, index) => chosen.get(keys[index] as string) === index,
    ) as unknown as Row<K>[];
  }

  /** Returns the drafts, and what they mean for the other cards. */
  async write(drafts: readonly Draft[], held: Held): Promise<Draft[]> {
    const given = new Set(drafts.map(({ record }) => record));
    const written: Draft[] = [];
    for (const draft of drafts) {
      if (draft.kind === 'person') written.push(...this.#personDrafts(draft));
      else if (draft.kind === 'note' && draft.set?.person_ids) {
        const row = await held.row(draft.record);
        written.push({ ...draft, set: { ...draft.set, person_ids: this.#asHeld(draft, row) } });
      } else written.push(draft);
      if (draft.kind !== 'followup' || draft.if_absent) continue;
      for (const twin of await this.#twins(draft.record, held)) {
        if (given.has(twin)) continue;
        const { base: _, ...rest } = draft;
        written.push({ ...rest, record: twin });
        given.add(twin);
      }
    }
    return written;
  }

  /** Returns the ids of the follow-ups that one answer closes: this one, and those like it on other cards. */
  async #twins(id: string, held: Held): Promise<string[]> {
    const row = await held.row(id);
    if (row?.kind !== 'followup' || row.fields.reason === 'promise') return [];
    const theirs = this.all(row.fields.person_id);
    if (theirs.length === 1) return [];
    const rows = (await Promise.all(theirs.map((card) => held.followups(card)))).flat();
    const key = twinKey(this.read(row));
    return rows.filter((other) => twinKey(this.read(other)) === key).map((twin) => twin.id);
  }

  /**
   * Returns the cards that a note names, keeping those it names already: merging must not open new
   * follow-ups.
   */
  #asHeld(draft: Draft<'note'>, row: Row | undefined): string[] {
    const before = row?.kind === 'note' ? row.fields.person_ids : [];
    return (draft.set?.person_ids ?? []).flatMap((id) => {
      const theirs = this.all(id);
      const named = before.filter((other) => theirs.includes(other));
      return named.length > 0 ? named : [id];
    });
  }

  #personDrafts(draft: Draft<'person'>): Draft<'person'>[] {
    const [own, ...others] = this.#cards.get(draft.record) ?? [];
    if (own?.id !== draft.record || (draft.set && 'merged_into' in draft.set)) return [draft];
    const rest = others.filter(({ deleted_at }) => deleted_at === null || own.deleted_at !== null);
    if (draft.delete)
      return [
        draft,
        ...rest.map(({ id }) => ({ kind: 'person' as const, record: id, delete: true as const })),
      ];
    const set: Partial<PersonFields> = { ...draft.set };
    const whole = (this.person(own.id) as Person).fields;
    // The role belonged to an organisation that has changed now.
    if ('organisation' in set && !('role' in set) && own.fields.role === null && whole.role)
      set.role = whole.role;
    return [
      { ...draft, set },
      ...rest.flatMap(({ id, fields }) => {
        const more =
          echo(set, fields) ?? (own.deleted_at === null ? null : { archived: fields.archived });
        return more ? [{ kind: 'person' as const, record: id, set: more }] : [];
      }),
    ];
  }
}

/** Reads the cards of all people with two or more. `merged` are the rows of the cards merged into others. */
export async function readMerged(
  database: Database,
  merged: readonly StoredRow[],
): Promise<Merged> {
  const rows = new Map(merged.map((row) => [row.id, row]));
  const targets = new Set(
    merged.map((row) => (row.fields as unknown as Fields['person']).merged_into),
  );
  await Promise.all(
    [...targets].map(async (id) => {
      const row = id && !rows.has(id) ? await database.get('records', id) : undefined;
      if (row?.kind === 'person') rows.set(row.id, row);
    }),
  );
  return new Merged([...rows.values()].map((row) => shown(row) as Person));
}
