import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** A worker, a registration and a container, as in a browser, that record what they are told. */
function browser() {
  const waiting = { postMessage: vi.fn() };
  const registration = Object.assign(new EventTarget(), {
    waiting: null as typeof waiting | null,
    installing: null as EventTarget | null,
    update: vi.fn(async () => undefined),
  });
  const container = Object.assign(new EventTarget(), {
    controller: {} as object | null,
    register: vi.fn(async () => registration),
  });
  return { waiting, registration, container };
}

const open = vi.fn();
const reload = vi.fn();
let page: EventTarget;
let field: { value: string } | null;

beforeEach(() => {
  vi.resetModules();
  open.mockReset();
  reload.mockReset();
  page = new EventTarget();
  field = null;
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('document', {
    get activeElement() {
      return field;
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

async function start(phone: ReturnType<typeof browser>) {
  const update = await import('./update');
  await update.registerWorker(phone.container as unknown as ServiceWorkerContainer, open, reload);
  return update;
}

function comeIn({ registration, waiting }: ReturnType<typeof browser>): void {
  registration.installing = new EventTarget();
  registration.dispatchEvent(new Event('updatefound'));
  registration.waiting = waiting;
  registration.installing.dispatchEvent(new Event('statechange'));
}

const message = (data: unknown, ports: unknown[] = []) =>
  Object.assign(new Event('message'), { data, ports });

test('the worker is never loaded from the HTTP cache', async () => {
  const phone = browser();
  await start(phone);
  expect(phone.container.register).toHaveBeenCalledWith('/sw.js', { updateViaCache: 'none' });
});

test('the first installed worker is not offered as an update', async () => {
  const phone = browser();
  phone.container.controller = null;
  const { updateReady } = await start(phone);
  comeIn(phone);
  phone.container.dispatchEvent(new Event('controllerchange'));
  expect(updateReady.value).toBe(false);
  expect(reload).not.toHaveBeenCalled();
});

test('a new version is offered while a page is open, and takes over only when the user accepts', async () => {
  const phone = browser();
  const { updateReady, applyUpdate } = await start(phone);
  comeIn(phone);
  expect(updateReady.value).toBe(true);
  expect(phone.waiting.postMessage).not.toHaveBeenCalled();
  phone.container.dispatchEvent(new Event('controllerchange'));
  expect(reload).not.toHaveBeenCalled();

  applyUpdate();
  expect(phone.waiting.postMessage).toHaveBeenCalledWith({ type: 'take_over' });
  phone.container.dispatchEvent(new Event('controllerchange'));
  expect(reload).toHaveBeenCalledOnce();
});

test('a version that waited takes over at the next start', async () => {
  const phone = browser();
  phone.registration.waiting = phone.waiting;
  await start(phone);
  expect(phone.waiting.postMessage).toHaveBeenCalledWith({ type: 'take_over_if_alone' });
  phone.container.dispatchEvent(new Event('controllerchange'));
  expect(reload).toHaveBeenCalledOnce();
});

test('a waiting version does not take over while another page is open', async () => {
  const phone = browser();
  phone.registration.waiting = phone.waiting;
  const { updateReady } = await start(phone);
  phone.container.dispatchEvent(message({ type: 'not_alone' }));
  phone.container.dispatchEvent(new Event('controllerchange'));
  expect(reload).not.toHaveBeenCalled();
  expect(updateReady.value).toBe(true);
});

test('a waiting version does not take over while somebody types', async () => {
  const phone = browser();
  phone.registration.waiting = phone.waiting;
  field = { value: 'Maya —' };
  const { updateReady } = await start(phone);
  expect(phone.waiting.postMessage).not.toHaveBeenCalled();
  expect(updateReady.value).toBe(true);
});

test('focusing or showing the app looks for a new version', async () => {
  const phone = browser();
  await start(phone);
  page.dispatchEvent(new Event('focus'));
  page.dispatchEvent(new Event('pageshow'));
  expect(phone.registration.update).toHaveBeenCalledTimes(2);
});

test('a tap on a notification opens its page and confirms that it did', async () => {
  const phone = browser();
  await start(phone);
  const port = { postMessage: vi.fn() };
  phone.container.dispatchEvent(message({ type: 'open', path: '/followups' }, [port]));
  expect(open).toHaveBeenCalledWith('/followups');
  expect(port.postMessage).toHaveBeenCalledWith(true);
});

test('the app starts in a browser that allows no worker', async () => {
  const phone = browser();
  phone.container.register.mockRejectedValue(new Error('SecurityError'));
  await expect(start(phone)).resolves.toBeDefined();
});
