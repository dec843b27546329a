import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Card } from '../../ui/Card';
import './cards.css';

type Props = {
  text: string;
  /** Changes with the card: the next one is dealt anew. */
  id: string;
  /** Whether others lie below it. */
  more: boolean;
  onSwipe: (step: 1 | -1) => void;
  children?: ComponentChildren;
};

/** So far the card has to be drawn to be let go, in px. */
const FAR = 64;
const DEALT = [{ transform: 'translateY(0.5rem) scale(0.98)', opacity: 0.4 }, {}];

/** One card of a deck, drawn aside with the thumb or by the arrow keys; a button beside it does the same. */
export function SwipeCard({ text, id, more, onSwipe, children }: Props) {
  const card = useRef<HTMLDivElement>(null);
  const start = useRef<number | null>(null);
  // The card stays the same element: one that goes from under the finger takes the next tap along.
  useLayoutEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    card.current?.animate(DEALT, { duration: 180, easing: 'ease-out' });
  }, [id]);
  // With the card itself, not after it: a key pressed in between would go on from the one before.
  useLayoutEffect(() => {
    const step = ({ key, target }: KeyboardEvent) => {
      // In a field or a sheet the arrows are those of the cursor.
      if (!more || (target as Element).closest('input, textarea, select, dialog')) return;
      if (key === 'ArrowLeft') onSwipe(-1);
      if (key === 'ArrowRight') onSwipe(1);
    };
    addEventListener('keydown', step);
    return () => removeEventListener('keydown', step);
  });
  const follow = (by: number) => {
    if (!card.current) return;
    card.current.style.transform = by ? `translateX(${by}px) rotate(${by / 24}deg)` : '';
  };
  const end = (x: number | null) => {
    const by = start.current === null || x === null ? 0 : x - start.current;
    start.current = null;
    follow(0);
    if (Math.abs(by) >= FAR) onSwipe(by < 0 ? 1 : -1);
  };
  return (
    <div class={more ? 'deck more' : 'deck'}>
      <div
        ref={card}
        class="dealt"
        onPointerDown={(event) => {
          if (!more || (event.target as Element).closest('button')) return;
          start.current = event.clientX;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={(event) => {
          if (start.current !== null) follow(event.clientX - start.current);
        }}
        onPointerUp={(event) => end(event.clientX)}
        onPointerCancel={() => end(null)}
      >
        <Card>
          <p class="says" aria-live="polite">
            {text}
          </p>
          {children}
        </Card>
      </div>
    </div>
  );
}
