import { useEffect, useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import type { Row } from '../../records/kinds';
import { capture as c } from '../../texts/capture';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { displayName, inOneLine } from '../people/displayName';
import { jot, jotting } from './jotting';
import type { Plan } from './plan';
import { lastName, withName } from './split';

const OFFERED = 3;

type Props = { text: string; plans: readonly Plan[]; onDone: () => void };

/** Whom the note is about, of those already known; and who else may be meant, or by what is being typed. */
export function Known({ text, plans, onDone }: Props) {
  const about = plans.flatMap(({ known }) => known.map(({ person }) => person));
  const named = plans.flatMap(({ offers }) => offers);
  const isNew = ({ id }: Row<'person'>): boolean =>
    ![...about, ...named].some((person) => person.id === id);
  const offered = [...named, ...useBegun(text).filter(isNew)];
  if (!about.length && !offered.length) return null;
  const choose = (person: Row<'person'>) => {
    const { text, chosen, notAbout = [] } = jotting.peek();
    jot({
      // Who stands in the line is named already.
      text: named.includes(person) ? text : withName(text, displayName(person.fields)),
      chosen: [...chosen, person.id],
      notAbout: notAbout.filter((id) => id !== person.id),
    });
    onDone();
  };
  const unchoose = (id: string) => {
    const { chosen, notAbout = [] } = jotting.peek();
    jot({ chosen: chosen.filter((other) => other !== id), notAbout: [...notAbout, id] });
    onDone();
  };
  return (
    <div class="offers">
      {about.map(({ id, fields }) => (
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

/** Known people whose name begins as the one being typed; from the second letter on. */
function useBegun(text: string): Row<'person'>[] {
  const { name } = lastName(text);
  const [begun, setBegun] = useState<Row<'person'>[]>([]);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      const found = name.length < 2 ? [] : await (await openStore()).suggest(name);
      if (current) setBegun(found);
    };
    void ask();
    return () => {
      current = false;
    };
  }, [name]);
  return begun;
}
