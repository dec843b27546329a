import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openApp, takeOverIfAlone } from './windows';

/** A window of the app; `listens`: whether its page is loaded and navigates when asked. */
function windowAt(url: string, more: { focused?: boolean; listens?: boolean } = {}) {
  const client = {
    url,
    focused: more.focused ?? false,
    visibilityState: 'hidden',
    postMessage: vi.fn((message: { path: string }, ports: MessagePort[]) => {
      if (more.listens === false) return;
      client.url = message.path;
      ports[0]?.postMessage(true);
    }),
    focus: vi.fn(async () => client),
    navigate: vi.fn(async (path: string) => {
      client.url = path;
      return client;
    }),
  };
  return client;
}

const matchAll = vi.fn();
const openWindow = vi.fn();
const skipWaiting = vi.fn();

beforeEach(() => {
  vi.stubGlobal('self', { clients: { matchAll, openWindow }, skipWaiting });
  matchAll.mockResolvedValue([]);
  openWindow.mockReset().mockResolvedValue(null);
  skipWaiting.mockReset().mockResolvedValue(undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('with no window open, one opens', async () => {
  await openApp('/followups');
  expect(openWindow).toHaveBeenCalledWith('/followups');
});

test('an open window comes to the front and turns by itself, without a reload', async () => {
  const page = windowAt('/people');
  matchAll.mockResolvedValue([page]);
  await openApp('/followups');
  expect(page.url).toBe('/followups');
  expect(page.focus).toHaveBeenCalledOnce();
  expect(page.navigate).not.toHaveBeenCalled();
  expect(openWindow).not.toHaveBeenCalled();
});

test('of several it is the one that was looked at', async () => {
  const [other, looked] = [windowAt('/people'), windowAt('/events', { focused: true })];
  matchAll.mockResolvedValue([other, looked]);
  await openApp('/followups');
  expect([other.url, looked.url]).toEqual(['/people', '/followups']);
});

test('it turns also where the browser does not let us bring it to the front', async () => {
  const page = windowAt('/people');
  page.focus.mockRejectedValue(new Error('InvalidAccessError'));
  matchAll.mockResolvedValue([page]);
  await openApp('/followups');
  expect(page.url).toBe('/followups');
});

test('a page that is only starting, and hears nothing yet, is led there all the same', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const page = windowAt('/people', { listens: false });
  matchAll.mockResolvedValue([page]);
  const opened = openApp('/followups');
  await vi.advanceTimersByTimeAsync(2500);
  await opened;
  expect(page.navigate).toHaveBeenCalledWith('/followups');
});

test('a window that closes at that moment is replaced', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const page = windowAt('/people', { listens: false });
  page.focus.mockRejectedValue(new Error('gone'));
  page.navigate.mockRejectedValue(new Error('gone'));
  matchAll.mockResolvedValue([page]);
  const opened = openApp('/followups');
  await vi.advanceTimersByTimeAsync(2500);
  await opened;
  expect(openWindow).toHaveBeenCalledWith('/followups');
});

test('a new version takes over where its page is the only one', async () => {
  matchAll.mockResolvedValue([windowAt('/')]);
  await takeOverIfAlone(null);
  expect(skipWaiting).toHaveBeenCalledOnce();
});

test('and never under another open page: it says so', async () => {
  matchAll.mockResolvedValue([windowAt('/'), windowAt('/people')]);
  const asker = { postMessage: vi.fn() };
  await takeOverIfAlone(asker as unknown as Client);
  expect(skipWaiting).not.toHaveBeenCalled();
  expect(asker.postMessage).toHaveBeenCalledWith({ type: 'not_alone' });
});
