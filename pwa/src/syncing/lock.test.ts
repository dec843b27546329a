import { describe, expect, it } from 'vitest';
import { FakeLocks } from '../sync/rig/locks';
import { webLock } from './lock';

const locks = new FakeLocks() as unknown as LockManager;

const tick = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the lock for sending', () => {
  it('lets one caller send at a time, in turn', async () => {
    const lock = webLock(locks);
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await tick();
      order.push(`${name} ends`);
      return name;
    };
    expect(await Promise.all([lock('a', work('one')), lock('a', work('two'))])).toEqual([
      'one',
      'two',
    ]);
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  });

  it('is taken from a page that is frozen while it has the lock', async () => {
    let thaw = (): void => undefined;
    const frozen = webLock(locks)(
      'b',
      () =>
        new Promise<string>((resolve) => {
          thaw = () => resolve('thawed');
        }),
    );
    await tick();
    expect(await webLock(locks, 20)('b', async () => 'sent')).toBe('sent');
    thaw();
    expect(await frozen).toBe('thawed');
  });

  it('is released if the work fails, and the error is passed on', async () => {
    const lock = webLock(locks);
    await expect(
      lock('c', async () => {
        throw new Error('broke');
      }),
    ).rejects.toThrow('broke');
    expect(await lock('c', async () => 'next')).toBe('next');
  });

  it('is skipped in a browser without locks', async () => {
    expect(await webLock(undefined)('d', async () => 'ran')).toBe('ran');
  });
});
