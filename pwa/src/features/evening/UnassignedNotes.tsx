import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import type { Row } from '../../records/kinds';
import { displayName } from '../../texts/displayName';
import { evening } from '../../texts/evening';
import { inASentence } from '../../texts/inASentence';
import { Chip } from '../../ui/Chip';
import { Section } from '../../ui/Page';
import { toastUndo } from '../../ui/Toast';
import { PersonPicker } from '../people/PersonPicker';
import { sortTo } from './sort';

type Props = { notes: Row<'note'>[]; people: Row<'person'>[]; event: string };

/** The notes of an event that name nobody, each with people it may be about. */
export function UnassignedNotes({ notes, people, event }: Props) {
  const [left, setLeft] = useState<readonly string[]>([]);
  const [picking, setPicking] = useState<Row<'note'> | null>(null);
  const shown = notes.filter(({ id }) => !left.includes(id));

  /** `person`: null for somebody new. */
  const sort = async (note: Row<'note'>, person: Row<'person'> | null) => {
    const undo = await sortTo(await openStore(), note, person?.id ?? null);
    const who = person ? inASentence(person.fields, event) : evening.after.sort.somebodyNew;
    toastUndo(evening.after.sort.told(who), undo);
  };
  const pick = async (note: Row<'note'>, id: string) => {
    const person = await (await openStore()).get('person', id);
    if (person) await sort(note, person);
  };

  if (!shown.length) return null;
  return (
    <Section title={evening.after.sort.title}>
      <div class="stack">
        <p class="soft">{evening.after.sort.text}</p>
        <ul class="sorting">
          {shown.map((note) => (
            <li key={note.id}>
              <blockquote>{note.fields.body}</blockquote>
              {/* The note names the group: each button would say all of it again. */}
              {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a frame of its own */}
              <div class="cluster" role="group" aria-label={note.fields.body}>
                {people.map((person) => (
                  <Chip
                    key={person.id}
                    aria-label={evening.after.sort.about(inASentence(person.fields, event))}
                    onClick={() => void sort(note, person)}
                  >
                    {displayName(person.fields, event)}
                  </Chip>
                ))}
                <Chip onClick={() => setPicking(note)}>{evening.after.sort.other}</Chip>
                <Chip onClick={() => void sort(note, null)}>{evening.after.sort.somebodyNew}</Chip>
                <Chip onClick={() => setLeft([...left, note.id])}>{evening.after.sort.leave}</Chip>
              </div>
            </li>
          ))}
        </ul>
      </div>
      {picking && (
        <PersonPicker
          without={[]}
          onPerson={(id) => {
            setPicking(null);
            if (id) void pick(picking, id);
          }}
          onClose={() => setPicking(null)}
        />
      )}
    </Section>
  );
}
