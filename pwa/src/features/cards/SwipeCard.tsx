import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Card } from '../../ui/Card';
import './cards.css';

type Props = {
  text: string;
  /** Changes with the card, so that the next one starts centred. */
  id: string;
  /** Whether more cards are below it. */
  more: boolean;
  onSwipe: (step: 1 | -1) => void;
  children?: ComponentChildren;
};

/** How far the card has to be dragged to be dismissed, in px. */
const FAR = 64;
const DEALT = [{ transform: 'translateY(0.5rem) scale(0.98)', opacity: 0.4 }, {}];

/** A card of a deck. It is dismissed by dragging it aside, by the arrow keys, or by a button next to it. */
export function SwipeCard({ text, id, more, onSwipe, children }: Props) {
  const card = useRef<HTMLDivElement>(null);
  const start = useRef<number | null>(null);
  // The element is reused for the next card: if it were replaced under the finger, the next tap would hit it.
  useLayoutEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    card.current?.animate(DEALT, { duration: 180, easing: 'ease-out' });
  }, [id]);
  // In a layout effect: a key pressed right after the card was drawn must act on this card.
  useLayoutEffect(() => {
    const step = ({ key, target }: KeyboardEvent) => {
      // In a field or a sheet the arrow keys move the cursor.
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
