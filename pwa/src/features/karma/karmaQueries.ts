import type { Store } from '../../data/store';
import { eventDay } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { displayName } from '../../texts/displayName';
import { type Story, stories } from './chains';

/** What the ledger shows. */
export interface Ledger {
  /** The latest first. */
  turns: Row<'kindness'>[];
  /** Stories of more than one step. */
  stories: Story[];
  events: Map<string, Row<'event'>>;
  /** Names by id. A person who is not here (any more) has no entry. */
  names: Map<string, string>;
}

export async function readLedger(store: Store): Promise<Ledger> {
  const [people, turns, all] = await Promise.all([
    store.all('person'),
    store.all('kindness'),
    store.all('event'),
  ]);
  const events = new Map(all.map((event) => [event.id, event]));
  const days = new Map(all.map(({ id, fields }) => [id, eventDay(fields)]));
  return {
    turns: turns.toSorted(latestFirst),
    stories: stories(people, turns, days).filter((story) => story.length > 1),
    events,
    names: new Map(
      people.map(({ id, fields }) => [
        id,
        displayName(fields, events.get(fields.met_at ?? '')?.fields.name),
      ]),
    ),
  };
}

const latestFirst = (a: Row<'kindness'>, b: Row<'kindness'>): number =>
  b.fields.happened_on.localeCompare(a.fields.happened_on) || (a.id < b.id ? -1 : 1);
