import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';
import { localDate } from '../../records/nextMorning';
import { called } from '../people/calling';
import { type Story, stories } from './chains';

/** Everything the ledger shows. */
export interface Ledger {
  /** The latest first. */
  turns: Row<'kindness'>[];
  /** Those in which something came of something. */
  stories: Story[];
  events: Map<string, Row<'event'>>;
  /** How everybody is called; somebody who is not here (any more) has no entry. */
  names: Map<string, string>;
}

export async function readLedger(store: Store): Promise<Ledger> {
  const [people, turns, all] = await Promise.all([
    store.all('person'),
    store.all('kindness'),
    store.all('event'),
  ]);
  const events = new Map(all.map((event) => [event.id, event]));
  const days = new Map(all.map(({ id, fields }) => [id, dayOf(fields)]));
  return {
    turns: turns.sort(latestFirst),
    stories: stories(people, turns, days).filter((story) => story.length > 1),
    events,
    names: new Map(
      people.map(({ id, fields }) => [
        id,
        called(fields, events.get(fields.met_at ?? '')?.fields.name),
      ]),
    ),
  };
}

function dayOf({ starts_at, timezone }: Row<'event'>['fields']): string {
  try {
    return localDate(Date.parse(starts_at), timezone);
  } catch {
    // A zone that this phone does not know.
    return starts_at.slice(0, 10);
  }
}

const latestFirst = (a: Row<'kindness'>, b: Row<'kindness'>): number =>
  b.fields.happened_on.localeCompare(a.fields.happened_on) || (a.id < b.id ? -1 : 1);
