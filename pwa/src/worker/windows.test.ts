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

test('without an open window, one is opened', async () => {
  await openApp('/followups');
  expect(openWindow).toHaveBeenCalledWith('/followups');
});

test('an open window comes to the front and navigates without a reload', async () => {
  const page = windowAt('/people');
  matchAll.mockResolvedValue([page]);
  await openApp('/followups');
  expect(page.url).toBe('/followups');
  expect(page.focus).toHaveBeenCalledOnce();
  expect(page.navigate).not.toHaveBeenCalled();
  expect(openWindow).not.toHaveBeenCalled();
});

test('of several windows the one last focused is used', async () => {
  const [other, looked] = [windowAt('/people'), windowAt('/events', { focused: true })];
  matchAll.mockResolvedValue([other, looked]);
  await openApp('/followups');
  expect([other.url, looked.url]).toEqual(['/people', '/followups']);
});

test('a window navigates even if the browser does not bring it to the front', async () => {
  const page = windowAt('/people');
  page.focus.mockRejectedValue(new Error('InvalidAccessError'));
  matchAll.mockResolvedValue([page]);
  await openApp('/followups');
  expect(page.url).toBe('/followups');
});

test('a window that is still loading is sent to the page, too', async () => {
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

test('a new version takes over if its page is the only one', async () => {
  matchAll.mockResolvedValue([windowAt('/')]);
  await takeOverIfAlone(null);
  expect(skipWaiting).toHaveBeenCalledOnce();
});

test('a new version does not take over while another page is open, and says so', async () => {
  matchAll.mockResolvedValue([windowAt('/'), windowAt('/people')]);
  const asker = { postMessage: vi.fn() };
  await takeOverIfAlone(asker as unknown as Client);
  expect(skipWaiting).not.toHaveBeenCalled();
  expect(asker.postMessage).toHaveBeenCalledWith({ type: 'not_alone' });
});
