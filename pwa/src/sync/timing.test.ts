import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneAtATime } from '../syncing/oneAtATime';
import { Scheduler } from '../syncing/scheduler';
import { backoff } from './backoff';
import type { Outcome } from './engine';

const idle: Outcome = { state: 'idle' };

describe('the wait between tries', () => {
  it('grows with each failure up to 5 minutes', () => {
    expect([0, 1, 2, 3, 20].map((failures) => backoff(failures, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 300_000,
    ]);
  });

  it('is random in its second half, so that many phones spread out', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
        const [least, most] = [backoff(failures, 0), backoff(failures, 1)];
        expect(least).toBe(most / 2);
        expect(backoff(failures, random)).toBeGreaterThanOrEqual(least);
        expect(backoff(failures, random)).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('running one at a time', () => {
  function slow() {
    const ends: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const run = oneAtATime(async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running--;
      return idle;
    });
    return { run, ends, most: () => most };
  }
  const tick = () => new Promise((resolve) => setTimeout(resolve));

  it('callers during a run share one run that starts after it', async () => {
    const { run, ends, most } = slow();
    const first = run();
    const others = [run(), run(), run()];
    expect(new Set(others).size).toBe(1);
    ends[0]?.();
    await first;
    await tick();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await Promise.all(others);
    expect(most()).toBe(1);
    const again = run();
    await tick();
    ends[2]?.();
    expect(await again).toEqual(idle);
  });

  it('the next run starts after one that failed', async () => {
    let count = 0;
    const run = oneAtATime(async () => {
      if (++count === 1) throw new Error('broke');
      return idle;
    });
    const [first, second] = [run(), run()];
    await expect(first).rejects.toThrow('broke');
    expect(await second).toEqual(idle);
  });
});

describe('the scheduler', () => {
  function rig(outcomes: Outcome[]) {
    const timers = new Map<number, { work: () => void; ms: number }>();
    let last = 0;
    const scheduler = new Scheduler({
      run: async () => outcomes.shift() ?? idle,
      random: () => 1,
      setTimer: (work, ms) => {
        timers.set(++last, { work, ms });
        return last;
      },
      clearTimer: (timer) => timers.delete(timer),
    });
    const waits = () => [...timers.values()].map(({ ms }) => ms);
    return { scheduler, waits };
  }

  it('tries again without a network, less and less often, with one timer', async () => {
    const offline: Outcome = { state: 'offline' };
    const { scheduler, waits } = rig([offline, { state: 'error' }, offline]);
    const seen: number[][] = [];
    for (let i = 0; i < 4; i++) {
      await scheduler.now();
      seen.push(waits());
    }
    expect(seen).toEqual([[1_000], [2_000], [4_000], []]);
  });

  it('waits as long as the server asks', async () => {
    const { scheduler, waits } = rig([{ state: 'error', retryAfter: 90_000 }]);
    await scheduler.now();
    expect(waits()).toEqual([90_000]);
  });

  it.each(['signed_out', 'wrong_account'] as const)(
    'waits for a sign-in after %s',
    async (state) => {
      const { scheduler, waits } = rig([{ state }]);
      await scheduler.now();
      expect(waits()).toEqual([]);
    },
  );
});
