import { useMemo } from 'preact/hooks';
import { cameIn } from '../../data/cameIn';
import { firstNoted } from '../../data/firstNoted';
import { openCurrent } from '../../data/open';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { hereZone } from '../../texts/dateTexts';
import { displayName, subline } from '../../texts/displayName';
import { people as p } from '../../texts/people';
import { ButtonLink } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Fold } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row as Line } from '../../ui/Row';
import { Windowed } from '../../ui/Windowed';
import { Face } from '../attachments/Face';
import { byName, type Order } from './order';
import { SectionHead, sectionTitle } from './SectionHead';
import { byEvening, byLetter, type PeopleSection, tagged } from './sections';

export interface Known {
  everybody: readonly Row<'person'>[];
  /** The people in the list, in no order. */
  shown: Row<'person'>[];
  /** People who came in from a file, and were not met yet. */
  came: Row<'person'>[];
  away: Row<'person'>[];
  noted: ReadonlyMap<string, string>;
  events: ReadonlyMap<string, Row<'event'>>;
}

/** Reads everything at once: if rows moved under the thumb, a tap would open the wrong person. */
export const useEverybody = (): Known | undefined =>
  useLive(
    async (store) => {
      const { connection } = await openCurrent();
      const [everybody, noted, events, isNew] = await Promise.all([
        store.all('person'),
        store.whose().then((merged) => firstNoted(connection, merged)),
        store.all('event'),
        cameIn(connection),
      ]);
      // Stored later, when the list has been drawn.
      setTimeout(() => void noted.keep?.().catch(() => undefined), 2_000);
      const here = everybody.filter(({ fields }) => !fields.archived);
      return {
        everybody,
        shown: here.filter((one) => !isNew(one)),
        came: here.filter(isNew),
        away: everybody.filter(({ fields }) => fields.archived),
        noted: noted.first,
        events: new Map(events.map((event) => [event.id, event])),
      };
    },
    ['person', 'note', 'event', 'original', 'kindness', 'followup'],
    [],
  );

const calledIn =
  ({ events }: Known) =>
  ({ fields }: Row<'person'>): string =>
    displayName(fields, events.get(fields.met_at ?? '')?.fields.name);

/** Returns the sections of the list, in the chosen order and with the chosen tag. */
export function useSections(
  known: Known | undefined,
  order: Order,
  tag: string | null,
): PeopleSection[] {
  return useMemo(() => {
    if (!known) return [];
    const people = tag === null ? known.shown : tagged(known.shown, tag);
    return order === 'met'
      ? byEvening(people, known.noted, known.events, hereZone())
      : byLetter(people, calledIn(known));
  }, [known, order, tag]);
}

type Props = { known: Known; sections: readonly PeopleSection[]; isFiltered: boolean };

/** The list of people, by event or by name. There are no other orders. */
export function Everybody({ known, sections, isFiltered }: Props) {
  const call = calledIn(known);
  const line = (person: Row<'person'>) => (
    <Line
      href={`/people/${person.id}`}
      title={
        <>
          <Face name={call(person)} photo={person.fields.photo} />
          {call(person)}
        </>
      }
      detail={subline(person.fields)}
    />
  );
  const [came, away] = [known.came.length, known.away.length];
  return (
    <>
      {known.everybody.length === 0 && (
        <EmptyState title={p.none} text={p.noneText}>
          <ButtonLink look="primary" href="/">
            {p.toCapture}
          </ButtonLink>
        </EmptyState>
      )}
      <Windowed
        sections={sections}
        line={line}
        label={sectionTitle}
        head={(section) => <SectionHead section={section} />}
      />
      {came > 0 && !isFiltered && (
        <Fold title={p.cameIn(came)}>
          <Paged rows={byName(known.came, call)} line={line} />
        </Fold>
      )}
      {away > 0 && !isFiltered && (
        <Fold title={p.archived(away)}>
          <Paged rows={byName(known.away, call)} line={line} />
        </Fold>
      )}
    </>
  );
}
