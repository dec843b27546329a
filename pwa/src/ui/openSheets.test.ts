import { beforeEach, expect, test, vi } from 'vitest';

/** A tab's history as in browsers: moving takes a while, and is reported afterwards. */
class FakeHistory {
  states: unknown[] = [null];
  at = 0;
  get state(): unknown {
    return this.states[this.at];
  }
  pushState(state: unknown): void {
    this.states = [...this.states.slice(0, this.at + 1), state];
    this.at += 1;
  }
  replaceState(state: unknown): void {
    this.states[this.at] = state;
  }
  go(by: number): void {
    setTimeout(() => {
      this.at += by;
      dispatchEvent(new Event('popstate'));
    }, 20);
  }
  back(): void {
    this.go(-1);
  }
}

let tab: FakeHistory;
let noteOpen: typeof import('./openSheets').noteOpen;

beforeEach(async () => {
  vi.resetModules();
  vi.useFakeTimers();
  tab = new FakeHistory();
  const page = new EventTarget();
  vi.stubGlobal('history', tab);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  ({ noteOpen } = await import('./openSheets'));
});

/** A sheet as a screen has one: closing it removes it. */
function sheet() {
  const own = { open: true, close: () => {} };
  const gone = noteOpen(() => own.close());
  own.close = () => {
    if (own.open) gone();
    own.open = false;
  };
  return own;
}

const wait = () => vi.advanceTimersByTimeAsync(100);

test('Back closes the sheet, and leaves the page if no sheet is open', async () => {
  tab.pushState({ page: 2 });
  const one = sheet();
  await wait();
  tab.back();
  await wait();
  expect(one.open).toBe(false);
  expect(tab.state).toEqual({ page: 2 });
});

test('a sheet closed in another way leaves no history entry for Back', async () => {
  tab.pushState({ page: 2 });
  const one = sheet();
  await wait();
  one.close();
  await wait();
  expect(tab.state).toEqual({ page: 2 });
  tab.back();
  await wait();
  expect(tab.state).toBeNull();
});

test('of two sheets the upper one is closed first', async () => {
  const [lower] = [sheet()];
  await wait();
  const upper = sheet();
  await wait();
  tab.back();
  await wait();
  expect([lower.open, upper.open]).toEqual([true, false]);
  tab.back();
  await wait();
  expect(lower.open).toBe(false);
  expect(tab.state).toBeNull();
});

test('a sheet has its history entry, even if it opens while another one closes', async () => {
  const first = sheet();
  await wait();
  first.close();
  const second = sheet();
  await wait();
  expect(tab.at).toBe(1);
  second.close();
  await vi.advanceTimersByTimeAsync(10);
  const third = sheet();
  await wait();
  expect(third.open).toBe(true);
  expect(tab.at).toBe(1);
  tab.back();
  await wait();
  expect(third.open).toBe(false);
  expect(tab.at).toBe(0);
});

test('the history entry of a sheet is skipped if its page was left', async () => {
  const one = sheet();
  await wait();
  // A link in the sheet opened another page.
  tab.pushState(null);
  one.close();
  await wait();
  expect(tab.at).toBe(2);
  tab.back();
  await wait();
  expect(tab.at).toBe(0);
});
