import { useState } from 'preact/hooks';
import type { DeckCard } from './deck';

/**
 * Which card lies on top, and how to go on: the deck goes round. A card that leaves the deck gives way to
 * the one after it, not to the first.
 */
export function useTop(cards: readonly DeckCard[], first?: string) {
  const [id, setId] = useState(first);
  const [last, setLast] = useState(0);
  const found = cards.findIndex((card) => card.id === id);
  const place = found >= 0 ? found : cards.length ? last % cards.length : 0;
  const step = (by: 1 | -1) => {
    const next = (place + by + cards.length) % (cards.length || 1);
    setLast(by > 0 ? place : next);
    setId(cards[next]?.id);
  };
  return { top: cards[place], place, step };
}
