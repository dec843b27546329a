import { useState } from 'preact/hooks';
import { fold } from '../../records/fold';
import type { Row } from '../../records/kinds';
import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { Field } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { tagsOf } from './tags';

/** How many tags are shown; others are found by typing. */
const SHOWN = 40;

type Props = {
  people: readonly Row<'person'>[];
  onTag: (tag: string) => void;
  onClose: () => void;
};

/** Chooses a tag. The most frequent are first. */
export function TagSheet({ people, onTag, onClose }: Props) {
  const [text, setText] = useState('');
  const all = tagsOf(people);
  const found = all.filter(({ tag }) => fold(tag).includes(fold(text.trim())));
  return (
    <Sheet title={p.byTag} onClose={onClose}>
      {all.length > SHOWN && (
        <Field label={p.findTag} type="search" value={text} onText={setText} autoComplete="off" />
      )}
      <p class="cluster">
        {found.slice(0, SHOWN).map(({ tag, people }) => (
          <Chip key={tag} onClick={() => onTag(tag)}>
            {tag} <span class="soft">{people}</span>
          </Chip>
        ))}
      </p>
      {found.length === 0 && <p class="soft">{p.noTag}</p>}
    </Sheet>
  );
}
