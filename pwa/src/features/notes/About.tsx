import { useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { displayName } from '../../texts/displayName';
import { notes as n } from '../../texts/notes';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { PersonPicker } from '../people/PersonPicker';
import { peopleById } from '../people/personQueries';

const MOST = 50;

interface Props {
  ids: string[];
  /** The people who were read already. */
  known: ReadonlyMap<string, Row<'person'>>;
  onIds: (ids: string[]) => void;
}

/** The people of a note. Those who were deleted, or are not pulled yet, stay in the note and are not shown. */
export function About({ ids, known, onIds }: Props) {
  const [picking, setPicking] = useState(false);
  const people = useLive((store) => peopleById(store, ids), ['person'], [ids.join()]) ?? known;
  return (
    <fieldset class="plain">
      <legend>{n.people}</legend>
      <div class="cluster">
        {ids.flatMap((id) => {
          const person = people.get(id);
          if (!person) return [];
          const name = displayName(person.fields);
          return [
            <span key={id} class="joined">
              <a class="chip chosen" href={`/people/${id}`}>
                {name}
              </a>
              <Chip
                aria-label={n.removePerson(name)}
                onClick={() => onIds(ids.filter((other) => other !== id))}
              >
                <Icon sign="close" size={1} />
              </Chip>
            </span>,
          ];
        })}
        {ids.length < MOST && (
          <Chip onClick={() => setPicking(true)}>
            <Icon sign="plus" size={1} /> {n.addPerson}
          </Chip>
        )}
      </div>
      {picking && (
        <PersonPicker
          title={n.addPerson}
          without={ids}
          onPerson={(id) => {
            setPicking(false);
            if (id) onIds([...ids, id]);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </fieldset>
  );
}
