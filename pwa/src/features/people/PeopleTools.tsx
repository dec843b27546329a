import { useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { idleParts } from '../../texts/idleParts';
import { withIdleTexts } from '../../texts/idleTexts';
import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { toast } from '../../ui/Toast';
import type { TagSheet } from './idle.tags';
import type { Order } from './order';

type Props = {
  people: readonly Row<'person'>[];
  order: Order;
  tag: string | null;
  onOrder: (order: Order) => void;
  onTag: (tag: string | null) => void;
};

/** In which order the list is, and of whom. */
export function PeopleTools({ people, order, tag, onOrder, onTag }: Props) {
  // A component is a function, too: state would call it.
  const [sheet, setSheet] = useState<{ Tags: typeof TagSheet } | null>(null);
  const choose = () =>
    withIdleTexts(() => import('./idle.tags')).then(
      (loaded) => setSheet({ Tags: loaded.TagSheet }),
      () => toast(idleParts.notYet),
    );
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
        <sheet.Tags
          people={people}
          onTag={(chosen) => {
            setSheet(null);
            onTag(chosen);
          }}
          onClose={() => setSheet(null)}
        />
      )}
    </fieldset>
  );
}
