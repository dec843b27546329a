import type { Store } from '../../data/store';
import { eventDay } from '../../records/eventDay';
import { isOfSeason, type Season, seasonOf } from './season';

/** Reads only what is linked to the people of this season. */
export async function readSeason(store: Store, today: string): Promise<Season> {
  const [people, events] = await Promise.all([store.all('person'), store.all('event')]);
  const days = new Map(events.map(({ id, fields }) => [id, eventDay(fields)]));
  const known = await Promise.all(
    people.map(async (person) => {
      const { met_on: on, met_at, archived } = person.fields;
      const met_on = on ?? days.get(met_at ?? '') ?? null;
      if (archived || !isOfSeason(met_on, today)) return null;
      const [followups, notes, kindnesses] = await Promise.all([
        store.linked('followup', 'person_id', person.id),
        store.notesOf(person.id),
        store.linked('kindness', 'person_id', person.id),
      ]);
      return { person, met_on, followups, notes, kindnesses };
    }),
  );
  return seasonOf(known.filter((each) => each !== null));
}
