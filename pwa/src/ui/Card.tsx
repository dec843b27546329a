import type { ComponentChildren } from 'preact';
import './Card.css';

type Props = { slotted?: boolean; label?: string; children: ComponentChildren };

/** A card. `slotted`: the index card of a person, and nothing else. */
export function Card({ slotted, label, children }: Props) {
  const look = slotted ? 'card slotted' : 'card';
  if (!label) return <div class={look}>{children}</div>;
  return (
    <article class={look} aria-label={label}>
      {children}
    </article>
  );
}
