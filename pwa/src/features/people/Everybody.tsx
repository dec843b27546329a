import { useMemo, useState } from 'preact/hooks';
import { cameIn } from '../../data/cameIn';
import { openCurrent } from '../../data/open';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { karma as k } from '../../texts/karma';
import { people as p } from '../../texts/people';
import { ButtonLink } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { EmptyState } from '../../ui/EmptyState';
import { Fold } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row as Line, Rows } from '../../ui/Row';
import { DuplicatesLine } from '../duplicates/DuplicatesLine';
import { displayName, subline } from './displayName';
import { asMet, byName, firstNoted, type Order } from './order';

const NOBODY = {
  everybody: undefined,
  noted: new Map<string, string>(),
  places: new Map<string, string>(),
  isNew: () => false,
};

/** Everybody, in the order of meeting or by name. There is no other order. */
export function Everybody() {
  // All at once: a list that sorts itself anew under the thumb opens the wrong card.
  const known = useLive(
    async (store) => {
      const [everybody, notes, events, isNew] = await Promise.all([
        store.all('person'),
        store.all('note'),
        store.all('event'),
        cameIn((await openCurrent()).connection),
      ]);
      const places = new Map(events.map(({ id, fields }) => [id, fields.name]));
      return { everybody, noted: firstNoted(notes), places, isNew };
    },
    ['person', 'note', 'event', 'original', 'kindness', 'followup'],
    [],
  );
  const { everybody, noted, places, isNew } = known ?? NOBODY;
  const [order, setOrder] = useState<Order>('met');

  const call = (person: Row<'person'>) =>
    displayName(person.fields, places.get(person.fields.met_at ?? ''));
  const { shown, sorted, came, away } = useMemo(() => {
    const here = (everybody ?? []).filter((one) => !one.fields.archived);
    const shown = here.filter((one) => !isNew(one));
    return {
      shown,
      came: here.filter(isNew),
      sorted: order === 'met' ? asMet(shown, noted) : byName(shown, call),
      away: (everybody ?? []).filter((one) => one.fields.archived),
    };
  }, [known, order]);

  const line = (person: Row<'person'>) => (
    <Line href={`/people/${person.id}`} title={call(person)} detail={subline(person.fields)} />
  );

  return (
    <>
      {everybody?.length === 0 && (
        <EmptyState title={p.none} text={p.noneText}>
          <ButtonLink look="primary" href="/">
            {p.toCapture}
          </ButtonLink>
        </EmptyState>
      )}
      {shown.length > 0 && (
        <Rows>
          <li>
            <Line title={k.title} detail={k.about} href="/karma" />
          </li>
        </Rows>
      )}
      {shown.length > 1 && (
        <fieldset class="orders">
          <legend class="hidden">{p.order}</legend>
          <Chip pressed={order === 'met'} onClick={() => setOrder('met')}>
            {p.asMet}
          </Chip>
          <Chip pressed={order === 'name'} onClick={() => setOrder('name')}>
            {p.byName}
          </Chip>
        </fieldset>
      )}
      <Paged
        key={order}
        rows={sorted}
        line={line}
        label={p.title}
        heading={
          order === 'met'
            ? (person) => places.get(person.fields.met_at ?? '') ?? p.elsewhere
            : undefined
        }
      />
      {everybody && <DuplicatesLine people={everybody} />}
      {came.length > 0 && (
        <Fold title={p.cameIn(came.length)}>
          <Paged rows={byName(came, call)} line={line} />
        </Fold>
      )}
      {away.length > 0 && (
        <Fold title={p.archived(away.length)}>
          <Paged rows={byName(away, call)} line={line} />
        </Fold>
      )}
    </>
  );
}
