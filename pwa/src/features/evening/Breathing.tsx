import { useEffect, useState } from 'preact/hooks';
import { evening as o } from '../../texts/evening';
import { BEATS, SETTLE } from './breath';

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Guides through three breaths by light, words and, if the phone can, vibration. Then calls `onDone`. */
export function Breathing({ onDone }: { onDone: () => void }) {
  const [place, setPlace] = useState(-1);
  const beat = BEATS[place];
  useEffect(() => {
    if (beat?.way === 'in' && !still()) navigator.vibrate?.(15);
    const next = () => (place + 1 < BEATS.length ? setPlace(place + 1) : onDone());
    const timer = setTimeout(next, beat?.ms ?? SETTLE);
    return () => clearTimeout(timer);
  }, [place]);
  return (
    <div class="breathing">
      <div
        class={beat?.way === 'in' ? 'flame in' : 'flame'}
        style={{ '--breath': `${beat?.ms ?? SETTLE}ms` }}
      />
      <div>
        <p class="says" role="status">
          {beat ? o.breath[beat.way] : o.breath.settle}
        </p>
        <p class="soft">{beat ? o.breath.count(beat.breath) : '\u00a0'}</p>
      </div>
    </div>
  );
}
