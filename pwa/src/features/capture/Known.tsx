import { useEffect, useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import type { Row } from '../../records/kinds';
import { capture as c } from '../../texts/capture';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { displayName, inOneLine } from '../people/displayName';
import { jot, jotting } from './jotting';
import { lastName, withName } from './split';

const OFFERED = 3;

type Props = { text: string; chosen: Row<'person'>[]; onDone: () => void };

/** Whom the note is about, of those already known; and who else may be meant by what is being typed. */
export function Known({ text, chosen, onDone }: Props) {
  const offered = useOffered(text).filter((person) => !chosen.some(({ id }) => id === person.id));
  if (!chosen.length && !offered.length) return null;
  const choose = (person: Row<'person'>) => {
    const line = jotting.peek();
    jot({
      text: withName(line.text, displayName(person.fields)),
      chosen: [...line.chosen, person.id],
    });
    onDone();
  };
  const unchoose = (id: string) => {
    jot({ chosen: jotting.peek().chosen.filter((other) => other !== id) });
    onDone();
  };
  return (
    <div class="offers">
      {chosen.map(({ id, fields }) => (
        <Chip
          key={id}
          chosen
          aria-label={c.unchoose(displayName(fields))}
          onClick={() => unchoose(id)}
        >
          <span>{displayName(fields)}</span> <Icon sign="close" size={1} />
        </Chip>
      ))}
      {offered.slice(0, OFFERED).map((person) => (
        <Chip key={person.id} onClick={() => choose(person)}>
          <span class="hidden">{c.about} </span>
          <span>{inOneLine(person.fields)}</span>
        </Chip>
      ))}
    </div>
  );
}

/** Known people who fit the name being typed; from the second letter on. */
function useOffered(text: string): Row<'person'>[] {
  const { name } = lastName(text);
  const [offered, setOffered] = useState<Row<'person'>[]>([]);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      const found = name.length < 2 ? [] : await (await openStore()).suggest(name);
      if (current) setOffered(found);
    };
    void ask();
    return () => {
      current = false;
    };
  }, [name]);
  return offered;
}
