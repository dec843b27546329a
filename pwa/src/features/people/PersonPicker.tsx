import { useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import { displayName, subline } from '../../texts/displayName';
import { picker as c } from '../../texts/people';
import { Field } from '../../ui/Field';
import { Row as Line, Rows } from '../../ui/Row';
import { Sheet } from '../../ui/Sheet';
import { asMet } from './order';

const SHOWN = 8;

type Props = {
  title?: string;
  /** The label for choosing nobody; without it, somebody has to be chosen. */
  none?: string;
  without: readonly string[];
  onPerson: (id: string | null) => void;
  onClose: () => void;
};

/** Chooses a known person by typing. Before that, the people met last are offered. */
export function PersonPicker({ title = c.title, none, without, onPerson, onClose }: Props) {
  const [text, setText] = useState('');
  const asked = text.trim();
  const people = useLive(
    async (store) => {
      const found = asked
        ? await store.suggest(asked, SHOWN + without.length)
        : await store.all('person');
      const rest = found.filter(({ id }) => !without.includes(id));
      return (asked ? rest : asMet(rest, new Map())).slice(0, SHOWN);
    },
    ['person'],
    [asked, without.join()],
  );
  return (
    <Sheet title={title} onClose={onClose}>
      <Field label={c.find} type="search" value={text} onText={setText} autoComplete="off" />
      {people?.length === 0 && <p class="soft">{c.none}</p>}
      <Rows>
        {people?.map((person) => (
          <li key={person.id}>
            <Line
              title={displayName(person.fields)}
              detail={subline(person.fields)}
              onClick={() => onPerson(person.id)}
            />
          </li>
        ))}
        {none && (
          <li>
            <Line title={none} onClick={() => onPerson(null)} />
          </li>
        )}
      </Rows>
    </Sheet>
  );
}
