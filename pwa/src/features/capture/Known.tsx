import { useEffect, useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import type { Row } from '../../records/kinds';
import { capture as c } from '../../texts/capture';
import { displayName, inOneLine } from '../../texts/displayName';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { jot, jotting } from './jotting';
import { lastName, withName } from './lastName';
import type { Plan } from './plan';

const OFFERED = 3;

type Props = {
  text: string;
  plans: readonly Plan[];
  /** The person the last note was about. Offered first for a line that names nobody. */
  last: Row<'person'> | undefined;
  onDone: () => void;
};

/** The known people whom the note is about, and others who may be meant by what is typed. */
export function Known({ text, plans, last, onDone }: Props) {
  const about = plans.flatMap(({ known }) => known.map(({ person }) => person));
  const named = plans.flatMap(({ offers }) => offers);
  const isNew = ({ id }: Row<'person'>): boolean =>
    ![...about, ...named].some((person) => person.id === id);
  const begun = useBegun(text).filter(isNew);
  const isLoose = !about.length && plans.length === 1 && !plans[0]?.people.some(({ name }) => name);
  const { notAbout = [] } = jotting.value;
  const lastOne = isLoose && last && !notAbout.includes(last.id) ? last : undefined;
  const offered = [...named, ...begun].filter(({ id }) => id !== lastOne?.id);
  if (!about.length && !offered.length && !lastOne) return null;
  const choose = (person: Row<'person'>) => {
    const { text, chosen, notAbout = [] } = jotting.peek();
    jot({
      // A line that names somebody does not continue about the last person.
      text:
        named.includes(person) || person === lastOne
          ? text
          : withName(text, displayName(person.fields)),
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
      {lastOne && (
        <Chip onClick={() => choose(lastOne)}>
          <span>{c.aboutLast(displayName(lastOne.fields))}</span>
        </Chip>
      )}
      {offered.slice(0, OFFERED).map((person) => (
        <Chip key={person.id} onClick={() => choose(person)}>
          <span class="hidden">{c.about} </span>
          <span>{inOneLine(person.fields)}</span>
        </Chip>
      ))}
    </div>
  );
}

/** Returns known people whose name begins like the one being typed, from the second letter on. */
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
