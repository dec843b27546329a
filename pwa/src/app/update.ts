/**
 * The service worker from the page's side: registered here, and replaced only when that cannot hurt.
 *
 * A new worker under an open page would take the old page's lazy parts away, or reload it under
 * somebody who is typing. So it waits, and is offered; it takes over on a tap, or when a page has just
 * started, is the only one, and nothing has been typed into it.
 */
import { signal } from '@preact/signals';
import { allowOwnScripts } from '../data/ownScripts';
import { isTyping } from '../data/typing';

/** A new version waits to be let in. */
export const updateReady = signal(false);

const IDLE_AFTER = 10_000;

let registration: ServiceWorkerRegistration | undefined;
let agreed = false;

/** Lets the new version in; the page reloads once it is there. */
export function applyUpdate(): void {
  agreed = true;
  registration?.waiting?.postMessage({ type: 'take_over' });
}

function watch(container: ServiceWorkerContainer, found: ServiceWorkerRegistration): void {
  registration = found;
  const offer = () => {
    // Without a controller it is the first worker of all: nothing to replace.
    updateReady.value = found.waiting !== null && container.controller !== null;
  };
  if (found.waiting && container.controller && !isTyping()) {
    agreed = true;
    found.waiting.postMessage({ type: 'take_over_if_alone' });
  } else {
    offer();
  }
  found.addEventListener('updatefound', () => {
    found.installing?.addEventListener('statechange', offer);
  });
  const look = () => void found.update().catch(() => undefined);
  // Installed iOS apps seldom look for a new worker by themselves.
  addEventListener('focus', look);
  addEventListener('pageshow', look);
  // By then the first screen has long been there, and the phone is likely to be idle.
  setTimeout(() => found.active?.postMessage({ type: 'keep_idle_parts' }), IDLE_AFTER);
}

/**
 * Registers the worker. `open` is called with a path when a tap on a notification leads to this page;
 * `reload` when a version that was let in has taken over.
 */
export async function registerWorker(
  container: ServiceWorkerContainer,
  open: (path: string) => void,
  reload: () => void,
): Promise<void> {
  container.addEventListener('controllerchange', () => {
    if (agreed) reload();
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
  allowOwnScripts();
  try {
    watch(container, await container.register('/sw.js', { updateViaCache: 'none' }));
  } catch {
    // A private window of Firefox has no workers: everything but the offline start still works.
  }
}
