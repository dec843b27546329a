/** The app's windows, as the worker sees them. */
declare const self: ServiceWorkerGlobalScope;

export const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** A page that is just starting does not listen yet. */
const PATIENCE_MS = 2000;

/** Asks a window to turn to `path` by itself; resolves to whether it did. */
function turn(client: WindowClient, path: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(true);
    setTimeout(resolve, PATIENCE_MS, false);
    client.postMessage({ type: 'open', path }, [port2]);
  });
}

/**
 * Shows the app at `path`. An open window is brought to the front and turns there by itself, without
 * a reload, so that nothing that is being typed is touched; else a window opens.
 */
export async function openApp(path: string): Promise<void> {
  const open = await windows();
  const best = open.find(({ focused }) => focused) ?? open.find(isVisible) ?? open[0];
  if (!best) {
    await self.clients.openWindow(path);
    return;
  }
  const turned = turn(best, path);
  // Where the browser does not let us, the window still stands at the right place.
  await best.focus().catch(() => undefined);
  if (await turned) return;
  await best.navigate(path).catch(() => self.clients.openWindow(path));
}

const isVisible = (one: WindowClient): boolean => one.visibilityState === 'visible';

/** Takes over from an older worker, unless another page of the app is open; says so to `asker` then. */
export async function takeOverIfAlone(asker: Client | ServiceWorker | MessagePort | null) {
  if ((await windows()).length > 1) asker?.postMessage({ type: 'not_alone' });
  else await self.skipWaiting();
}
