import { useEffect, useState } from 'preact/hooks';
import { cards as c } from '../../texts/cards';
import { Button } from '../../ui/Button';

const SECONDS = 30;
const RADIUS = 18;
const AROUND = 2 * Math.PI * RADIUS;

/** Thirty seconds to practise with, shown as a ring that closes silently. */
export function Timer() {
  const [end, setEnd] = useState<number | null>(null);
  const [left, setLeft] = useState(SECONDS);
  useEffect(() => {
    if (end === null) return;
    const tick = setInterval(() => {
      // By the clock, because timers do not run while a phone sleeps.
      const rest = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(rest);
      if (rest > 0) return;
      setEnd(null);
      navigator.vibrate?.(20);
    }, 250);
    return () => clearInterval(tick);
  }, [end]);
  const start = () => {
    setLeft(SECONDS);
    setEnd(Date.now() + SECONDS * 1000);
  };
  const stop = () => {
    setEnd(null);
    setLeft(SECONDS);
  };
  return (
    <div class="timer">
      <svg viewBox="0 0 44 44" aria-hidden="true">
        <circle cx="22" cy="22" r={RADIUS} />
        <circle
          class="gone"
          cx="22"
          cy="22"
          r={RADIUS}
          stroke-dasharray={`${AROUND}`}
          stroke-dashoffset={`${(AROUND * left) / SECONDS}`}
        />
      </svg>
      {end === null ? (
        <Button look="quiet" onClick={start}>
          {c.asked.practise}
        </Button>
      ) : (
        <Button look="quiet" onClick={stop}>
          {c.asked.stop}
        </Button>
      )}
      {end !== null && (
        <span class="soft" role="timer">
          {c.asked.left(left)}
        </span>
      )}
      <span class="soft" role="status">
        {left === 0 && c.asked.time}
      </span>
    </div>
  );
}
