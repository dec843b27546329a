import 'fake-indexeddb/auto';
import { effect } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../data/api';
import { setDeviceSettings } from '../data/deviceSettings';
import { liveQuery } from '../data/liveQuery';
import { accountSwitched, openCurrent, openStore } from '../data/open';
import { person } from '../data/rig';
import { newId } from '../records/uuid';
import { syncNow, syncStatus } from './status';
import { startSync } from './triggers';
import { phone } from './wiping';

const answer = (request: { changes: { id: string }[] }) => ({
  results: request.changes.map(({ id }) => ({ id, status: 'applied' })),
  records: [],
  cursor: newId(),
  more: false,
  reset: false,
});

let sent: string[][];
let online: boolean;
let refusal: number | undefined;
let isWiping: boolean;
let registered: string[];
let page: { window: EventTarget; document: EventTarget & { visibilityState: string } };
let worker: EventTarget;
let stop: () => void = () => undefined;

beforeEach(async () => {
  [sent, online, refusal, registered] = [[], true, undefined, []];
  isWiping = false;
  page = {
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
  };
  worker = Object.assign(new EventTarget(), {
    getRegistration: async () => ({
      sync: {
        register: async (tag: string) => {
          registered.push(tag);
          throw new Error('no window is open');
        },
      },
    }),
  });
  vi.stubGlobal('window', page.window);
  vi.stubGlobal('document', page.document);
  vi.stubGlobal('navigator', { serviceWorker: worker });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (!url.endsWith('/sync'))
      return Response.json({ title: 'no', reason: 'ended_by_owner' }, { status: 401 });
    if (!online) throw new TypeError('Load failed');
    if (refusal) return Response.json({ title: 'no' }, { status: refusal });
    const request = JSON.parse(init.body as string);
    sent.push(request.changes.map(({ set }: { set?: { name?: string } }) => set?.name));
    return Response.json({ ...answer(request), ...(isWiping ? { wipe: true } : {}) });
  });
  await setDeviceSettings({ account: newId() });
  await accountSwitched();
});

afterEach(async () => {
  stop();
  await setDeviceSettings({ account: undefined });
  await accountSwitched();
  vi.unstubAllGlobals();
});

const until = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 300 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
};
const fire = (target: EventTarget, event: Event | string): void => {
  target.dispatchEvent(typeof event === 'string' ? new Event(event) : event);
};
const started = async (): Promise<void> => {
  stop = startSync();
  await until(() => sent.length === 1 && syncStatus.value.state === 'idle');
};

describe('the outbox is sent', () => {
  it('at the start and after each write', async () => {
    await started();
    expect(sent).toEqual([[]]);
    await (await openStore()).write([person('Maya')]);
    await until(() => sent.length === 2);
    expect(sent[1]).toEqual(['Maya']);
    await until(() => syncStatus.value.waiting === 0 && syncStatus.value.lastAt !== null);
  });

  it('after the frame that shows what was written', async () => {
    await started();
    const frames: (() => void)[] = [];
    vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
    Object.assign(page.document, { hidden: false });
    await (await openStore()).write([person('Maya')]);
    expect(syncStatus.value).toMatchObject({ state: 'idle', waiting: 0 });
    for (const draw of frames) draw();
    await until(() => sent.length === 2);
  });

  it.each([
    ['online', () => fire(page.window, 'online')],
    ['focus', () => fire(page.window, 'focus')],
    ['pageshow', () => fire(page.window, 'pageshow')],
    ['visibilitychange', () => fire(page.document, 'visibilitychange')],
    [
      'a word of the worker',
      () => fire(worker, new MessageEvent('message', { data: { type: 'sync' } })),
    ],
  ])('on %s', async (_, happens) => {
    await started();
    happens();
    await until(() => sent.length === 2);
  });

  it('and a response that the session was ended by its owner deletes the local data', async () => {
    await started();
    isWiping = true;
    const wiped = new Promise<void>((resolve) => {
      phone.wipe = async () => resolve();
    });
    await expect(call('GET', '/me')).rejects.toMatchObject({ reason: 'ended_by_owner' });
    await wiped;
  });

  it('once, a moment after the page is shown again, whatever events come together', async () => {
    await started();
    for (const event of ['pageshow', 'focus']) fire(page.window, event);
    fire(page.document, 'visibilitychange');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sent).toHaveLength(1);
    await until(() => sent.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sent).toHaveLength(2);
  });

  it('on request, and when the account changes', async () => {
    await started();
    await syncNow();
    expect(sent).toHaveLength(2);
    await setDeviceSettings({ account: newId() });
    await accountSwitched();
    await until(() => sent.length === 3);
  });
});

describe('without a network', () => {
  it('the app says so, counts waiting changes, and asks the browser to wake the worker', async () => {
    await started();
    online = false;
    await (await openStore()).write([person('Maya')]);
    await until(() => syncStatus.value.state === 'offline' && syncStatus.value.waiting === 1);
    await until(() => registered.length === 1);
    page.document.visibilityState = 'hidden';
    fire(page.document, 'visibilitychange');
    await until(() => registered.length === 2);
    online = true;
    fire(page.window, 'online');
    await until(() => syncStatus.value.state === 'idle' && syncStatus.value.waiting === 0);
  });

  it('the app says so as soon as the phone does', async () => {
    await started();
    fire(page.window, 'offline');
    expect(syncStatus.value.state).toBe('offline');
  });
});

it('local records from before the first sign-in are not sent', async () => {
  await setDeviceSettings({ account: undefined });
  await accountSwitched();
  stop = startSync();
  await (await openStore()).write([person('Maya')]);
  await syncNow();
  expect(sent).toEqual([]);
  expect(syncStatus.value.waiting).toBe(1);
});

it('a session of somebody else, or none, says that signing in is needed', async () => {
  await started();
  for (const status of [401, 409]) {
    refusal = status;
    await syncNow();
    expect(syncStatus.value.state).toBe('signed_out');
    refusal = undefined;
    await syncNow();
    expect(syncStatus.value.state).toBe('idle');
  }
});

it('a database that cannot be opened is an error that is tried again', async () => {
  await started();
  const real = indexedDB.open;
  await accountSwitched();
  indexedDB.open = () => {
    throw new DOMException('no', 'UnknownError');
  };
  await syncNow();
  expect(syncStatus.value.state).toBe('error');
  indexedDB.open = real;
  await syncNow();
  expect(syncStatus.value.state).toBe('idle');
});

describe('a page that the browser had put aside, and shows again', () => {
  const back = (): void =>
    fire(page.window, Object.assign(new Event('pageshow'), { persisted: true }));
  /** Returns the names of the people that the page shows, live. */
  const shown = () => {
    const names = liveQuery(
      async (store) => (await store.all('person')).map(({ fields }) => fields.name),
      ['person'],
    );
    stops.push(effect(() => void names.value));
    return names;
  };
  const stops: (() => void)[] = [];
  afterEach(() => {
    for (const each of stops.splice(0)) each();
  });

  it('shows who was written down in another tab meanwhile', async () => {
    await started();
    const names = shown();
    await until(() => names.value?.length === 0);
    const { announcer, store } = await openCurrent();
    const deaf = vi.spyOn(announcer, 'announce').mockImplementation(() => undefined);
    await store.write([person('Maya')]);
    await until(() => sent.length === 2 && syncStatus.value.state === 'idle');
    expect(names.value).toEqual([]);
    deaf.mockRestore();
    back();
    await until(() => names.value?.join() === 'Maya');
  });

  it('is of the account that another tab has signed in to meanwhile', async () => {
    await started();
    await (await openStore()).write([person('Maya')]);
    const names = shown();
    await until(() => names.value?.join() === 'Maya');
    await setDeviceSettings({ account: newId() });
    back();
    await until(() => names.value?.length === 0);
  });
});
