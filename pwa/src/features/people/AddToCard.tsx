import type { ComponentType } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { idlePart } from '../../ui/idlePart';
import type { What } from './addToCard';

const WHATS: readonly What[] = ['phones', 'emails', 'links', 'interests'];

type Form = ComponentType<{ person: Row<'person'>; what: What; onClose: () => void }>;

/** Buttons on the card that add a number, an address, a link or an interest with few taps. */
export function AddToCard({ person }: { person: Row<'person'> }) {
  const [open, setOpen] = useState<{ what: What; AddForm: Form }>();
  const chips = useRef<HTMLDivElement>(null);
  const choose = (what: What) => {
    if (open?.what === what) return setOpen(undefined);
    void idlePart(() => import('./idle.add')).then((part) => part && setOpen({ ...part, what }));
  };
  const close = () => {
    chips.current?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
    setOpen(undefined);
  };
  return (
    <>
      <div class="cluster adding" ref={chips}>
        {WHATS.map((what) => (
          <Chip key={what} aria-expanded={open?.what === what} onClick={() => choose(what)}>
            <Icon sign="plus" size={1} />
            <span>
              <span class="hidden">{p.add} </span>
              {p.what[what]}
            </span>
          </Chip>
        ))}
      </div>
      {open && <open.AddForm key={open.what} person={person} what={open.what} onClose={close} />}
    </>
  );
}
