import { useState } from 'preact/hooks';
import { idlePart } from '../../ui/idlePart';
import type { DeckCard, DeckName } from './deck';

type Forms = typeof import('./idle.cardForms');

/** Returns the open card sheet, if any, and the function that opens it (null: a new card). */
export function useCardSheet(deck: DeckName, position: number) {
  const [open, setOpen] = useState<(Forms & { card: DeckCard | null }) | null>(null);
  const edit = async (card: DeckCard | null) => {
    const forms = await idlePart(() => import('./idle.cardForms'));
    if (forms) setOpen({ ...forms, card });
  };
  const sheet = open && (
    <open.CardSheet
      deck={deck}
      card={open.card}
      position={position}
      onClose={() => setOpen(null)}
    />
  );
  return [sheet, (card: DeckCard | null) => void edit(card)] as const;
}
