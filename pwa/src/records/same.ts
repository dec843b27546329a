/**
 * Two cards of one person: which card stands for the person, and what they say together. Pure; the server has
 * the same rule (server/records/same.py).
 *
 * 1. A card that was merged into another belongs to the same person, and so on along the chain.
 * 2. One card stands for all: first those not deleted, then those not merged into another (two phones may
 *    have merged two cards into each other), then the smallest id. So all devices choose the same.
 * 3. References to a card are never changed, and no card loses its fields: the cards are combined when they
 *    are read. So merging commutes with anything another phone does meanwhile, and can be undone.
 */
import type { PersonFields } from './kinds';
import { folded } from './text';

export interface PersonCard {
  id: string;
  fields: PersonFields;
  deleted_at: string | null;
}

/** The cards of one person: first the one that stands for them, then by id. */
export type Cards<C extends PersonCard> = readonly [C, ...C[]];

/**
 * Returns the people among these cards, each with all cards. A card whose target is missing is a person by
 * itself.
 */
export function personsOf<C extends PersonCard>(cards: readonly C[]): Cards<C>[] {
  const known = new Map(cards.map((card) => [card.id, card]));
  const group = new Map<string, string>();
  const find = (id: string): string => {
    const above = group.get(id);
    return above === undefined ? id : find(above);
  };
  const into = ({ fields }: C): string | undefined =>
    known.has(fields.merged_into ?? '') ? (fields.merged_into as string) : undefined;
  for (const card of known.values()) {
    const [one, other] = [find(card.id), find(into(card) ?? card.id)];
    if (one !== other) group.set(one, other);
  }
  const key = (card: C): string =>
    [card.deleted_at === null ? 0 : 1, into(card) ? 1 : 0, card.id].join(' ');
  const persons = new Map<string, C[]>();
  for (const card of [...known.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const mates = persons.get(find(card.id));
    if (mates) mates.push(card);
    else persons.set(find(card.id), [card]);
  }
  return [...persons.values()] as unknown as Cards<C>[];
}

/** Fields of which one value is shown: of the first card that has one. */
const SINGLE = [
  'name',
  'known_for',
  'organisation',
  'birthday',
  'keep_in_touch_days',
  'introduced_by',
  'photo',
] as const;
export const LISTS = ['interests', 'emails', 'phones', 'links', 'not_same_as'] as const;

/** Returns the combined fields of a person's cards. Deleted cards are left out. */
export function unite([own, ...others]: Cards<PersonCard>): PersonFields {
  const rest = others.filter(({ deleted_at }) => deleted_at === null);
  const all = [own, ...rest].map(({ fields }) => fields);
  const said = <F extends keyof PersonFields>(field: F, among = all): PersonFields[F] | null =>
    among.find((fields) => (fields[field] ?? null) !== null)?.[field] ?? null;
  const whole: PersonFields = { ...own.fields };
  const set = (values: Partial<PersonFields>): void => void Object.assign(whole, values);
  for (const field of SINGLE) set({ [field]: said(field) });
  for (const field of LISTS) {
    const once = new Map<string, string>();
    for (const text of all.flatMap((fields) => fields[field] ?? [])) {
      if (!once.has(folded(text))) once.set(folded(text), text);
    }
    set({ [field]: [...once.values()] });
  }
  // The role belongs to the organisation, so it is taken from cards with the same one.
  const there = all.filter(
    ({ organisation }) => organisation === null || organisation === whole.organisation,
  );
  // The date and the place of the first meeting belong together.
  const met = [...all].sort((a, b) => ((a.met_on ?? '9999') < (b.met_on ?? '9999') ? -1 : 1));
  set({
    role: own.fields.role ?? said('role', there),
    met_on: said('met_on', met),
    met_at: said('met_at', met),
    archived: all.every(({ archived }) => archived),
  });
  return whole;
}

/**
 * Returns what to set on another card so that an edit of the person shows: a value that was removed must not
 * come back from there. Null: nothing.
 */
export function echo(
  set: Partial<PersonFields>,
  other: PersonFields,
): Partial<PersonFields> | null {
  const more: Partial<PersonFields> = {};
  for (const field of [...SINGLE, 'role', 'met_at', 'met_on'] as const) {
    const value = set[field];
    if (value === undefined || (other[field] ?? null) === null) continue;
    if (value === null || field === 'met_at' || field === 'met_on') more[field] = null as never;
  }
  for (const field of LISTS) {
    const kept = set[field]?.map(folded);
    const left = kept && (other[field] ?? []).filter((text) => kept.includes(folded(text)));
    if (left && left.length < (other[field] ?? []).length) more[field] = left;
  }
  if (set.archived !== undefined && set.archived !== other.archived) more.archived = set.archived;
  return Object.keys(more).length > 0 ? more : null;
}
