/** The app's windows, as the worker sees them. */
declare const self: ServiceWorkerGlobalScope;

export const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** How long to wait for an answer, in ms: a page that is starting does not listen yet. */
const PATIENCE_MS = 2000;

/** Asks a window to navigate to `path`. Resolves with whether it did. */
function turn(client: WindowClient, path: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(true);
    setTimeout(resolve, PATIENCE_MS, false);
    client.postMessage({ type: 'open', path }, [port2]);
  });
}

/**
 * Shows the app at `path`. An open window is brought to the front and navigates by itself, without a reload,
 * so that nothing that is being typed is lost. Otherwise a window is opened.
 */
export async function openApp(path: string): Promise<void> {
  const open = await windows();
  const best = open.find(({ focused }) => focused) ?? open.find(isVisible) ?? open[0];
  if (!best) {
    await self.clients.openWindow(path);
    return;
  }
  const turned = turn(best, path);
  // If the browser refuses to focus it, the window still shows the right page.
  await best.focus().catch(() => undefined);
  if (await turned) return;
  await best.navigate(path).catch(() => self.clients.openWindow(path));
}

const isVisible = (one: WindowClient): boolean => one.visibilityState === 'visible';

/** Takes over from an older worker, unless another page of the app is open; then tells `asker`. */
export async function takeOverIfAlone(asker: Client | ServiceWorker | MessagePort | null) {
  if ((await windows()).length > 1) asker?.postMessage({ type: 'not_alone' });
  else await self.skipWaiting();
}
