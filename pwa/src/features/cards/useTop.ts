import { useState } from 'preact/hooks';
import type { DeckCard } from './deck';

/**
 * Returns which card is on top, and how to go on. After the last card comes the first. If the top card leaves
 * the deck, the card after it is next.
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
