import { useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { idlePart } from '../../ui/idlePart';
import type { Order } from './order';

type Props = {
  people: readonly Row<'person'>[];
  order: Order;
  tag: string | null;
  onOrder: (order: Order) => void;
  onTag: (tag: string | null) => void;
};

/** Chooses the order of the list, and a tag. */
export function PeopleTools({ people, order, tag, onOrder, onTag }: Props) {
  const [sheet, setSheet] = useState<typeof import('./idle.tags')>();
  const choose = () => idlePart(() => import('./idle.tags')).then(setSheet);
  const hasTags = people.some(({ fields }) => fields.interests.length > 0);
  return (
    <fieldset class="orders">
      <legend class="hidden">{p.order}</legend>
      <Chip pressed={order === 'met'} onClick={() => onOrder('met')}>
        {p.asMet}
      </Chip>
      <Chip pressed={order === 'name'} onClick={() => onOrder('name')}>
        {p.byName}
      </Chip>
      {tag !== null ? (
        <Chip chosen aria-label={p.untag(tag)} onClick={() => onTag(null)}>
          <span>{tag}</span> <Icon sign="close" size={1} />
        </Chip>
      ) : (
        hasTags && <Chip onClick={() => void choose()}>{p.byTag}</Chip>
      )}
      {sheet && (
        <sheet.TagSheet
          people={people}
          onTag={(chosen) => {
            setSheet(undefined);
            onTag(chosen);
          }}
          onClose={() => setSheet(undefined)}
        />
      )}
    </fieldset>
  );
}
