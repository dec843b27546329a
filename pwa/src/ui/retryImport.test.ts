import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { retryImport } from './retryImport';

let page: EventTarget;
let screen: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  screen = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', screen);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A part that fails to load this many times. */
function part(failures: number) {
  let left = failures;
  return vi.fn(async () => {
    if (left-- > 0) throw new Error('Failed to fetch dynamically imported module');
    return 'there';
  });
}
const later = () => vi.advanceTimersByTimeAsync(0);

test('a module that loads is requested once', async () => {
  const load = part(0);
  await expect(retryImport(load)).resolves.toBe('there');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(load).toHaveBeenCalledOnce();
});

test('a module that does not load is requested again, less and less often, for ever', async () => {
  const load = part(20);
  const loaded = retryImport(load);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(load).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(3_999);
  expect(load).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(load).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  await expect(loaded).resolves.toBe('there');
  expect(load).toHaveBeenCalledTimes(21);
});

test.each([
  ['the network is back', () => page.dispatchEvent(new Event('online'))],
  ['the page is looked at', () => screen.dispatchEvent(new Event('visibilitychange'))],
])('a module is requested at once when %s', async (_, happens) => {
  const load = part(1);
  const loaded = retryImport(load);
  await later();
  happens();
  await expect(loaded).resolves.toBe('there');
  expect(vi.getTimerCount()).toBe(0);
  happens();
  await later();
  expect(load).toHaveBeenCalledTimes(2);
});
