/**
 * Registers the service worker, and replaces it by a new version only when that is safe.
 *
 * Under an open page, a new worker would remove the old page's lazy parts, or reload it while somebody types.
 * So a new worker waits, and is offered to the user. It takes over on a tap, or when a page has just started,
 * is the only one, and nothing has been typed into it.
 */
import { signal } from '@preact/signals';
import { allowOwnScripts } from '../data/ownScripts';
import { isTyping } from '../data/typing';

/** True while a new version waits to be activated. */
export const updateReady = signal(false);

const IDLE_AFTER = 10_000;

let registration: ServiceWorkerRegistration | undefined;
let agreed = false;

/** Activates the new version. The page reloads once it has taken over. */
export function applyUpdate(): void {
  agreed = true;
  registration?.waiting?.postMessage({ type: 'take_over' });
}

function watch(container: ServiceWorkerContainer, found: ServiceWorkerRegistration): void {
  registration = found;
  const offer = () => {
    // Without a controller this is the first worker, so it replaces nothing.
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
  // On iOS an installed app is frozen and resumed rather than loaded, so the browser seldom checks for a new
  // worker (https://github.com/vite-pwa/vite-plugin-pwa/issues/524).
  addEventListener('focus', look);
  addEventListener('pageshow', look);
  // By then the first screen has been drawn, and the phone is probably idle.
  setTimeout(() => found.active?.postMessage({ type: 'keep_idle_parts' }), IDLE_AFTER);
}

/**
 * Registers the worker. `open` is called with a path when a tapped notification leads to this page, `reload`
 * when a new version has taken over.
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
    // Private windows of Firefox before 139 have no service workers (https://bugzil.la/1320796). There
    // everything works but the start without a network.
  }
}
