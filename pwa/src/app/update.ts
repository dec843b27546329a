/**
 * The service worker from the page's side: registered here, and replaced only when that cannot hurt.
 *
 * A new worker under an open page would take the old page's lazy parts away, or reload it under
 * somebody who is typing. So it waits, and is offered; it takes over on a tap, or when a page has just
 * started and is the only one.
 */
import { signal } from '@preact/signals';

/** A new version waits to be let in. */
export const updateReady = signal(false);

let registration: ServiceWorkerRegistration | undefined;
let agreed = false;

/** Lets the new version in; the page reloads once it is there. */
export function applyUpdate(): void {
  agreed = true;
  registration?.waiting?.postMessage({ type: 'take_over' });
}

function offer(found: ServiceWorkerRegistration): void {
  // Without a controller it is the first worker of all: nothing to replace.
  updateReady.value = found.waiting !== null && navigator.serviceWorker.controller !== null;
}

function watch(found: ServiceWorkerRegistration): void {
  registration = found;
  if (found.waiting && navigator.serviceWorker.controller) {
    agreed = true;
    found.waiting.postMessage({ type: 'take_over_if_alone' });
  }
  found.addEventListener('updatefound', () => {
    const { installing } = found;
    installing?.addEventListener('statechange', () => offer(found));
  });
  const look = () => void found.update().catch(() => undefined);
  // Installed iOS apps seldom look for a new worker by themselves.
  addEventListener('focus', look);
  addEventListener('pageshow', look);
}

/** Registers the worker. `open` is called with a path when a tap on a notification leads to this page. */
export function registerWorker(open: (path: string) => void): void {
  const container = navigator.serviceWorker;
  if (!container || !import.meta.env.PROD) return;
  container.addEventListener('controllerchange', () => {
    if (agreed) location.reload();
  });
  container.addEventListener('message', ({ data, ports }: MessageEvent) => {
    if (data?.type === 'open' && typeof data.path === 'string') {
      open(data.path);
      ports[0]?.postMessage(true);
    }
    if (data?.type === 'not_alone') {
      agreed = false;
      updateReady.value = true;
    }
  });
  container
    .register('/sw.js', { updateViaCache: 'none' })
    .then(watch)
    // A private window of Firefox has no workers: everything but the offline start still works.
    .catch(() => undefined);
}
