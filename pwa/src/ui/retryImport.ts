/** How long a part that did not arrive is waited for before it is asked for again, in ms: twice as long each time. */
const SOONEST = 2_000;
const LATEST = 60_000;

const lost = new Set<HTMLLinkElement>();

/** Style sheets that do not arrive are asked for again, too: the bundler asks for each but once. */
export function noteLostStyles(): void {
  document.addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') lost.add(target);
    },
    true,
  );
}

/**
 * Loads what the app cannot do without, however often it takes: a network that was away for a moment
 * must not cost the page. Asked for again after a while, and at once when the network is back or the
 * page is looked at.
 */
export async function retryImport<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let wait = SOONEST; ; wait = Math.min(2 * wait, LATEST)) {
    try {
      return await load();
    } catch {
      await occasion(wait);
      for (const link of lost) link.replaceWith(link.cloneNode());
      lost.clear();
    }
  }
}

const occasion = (wait: number): Promise<void> =>
  new Promise((come) => {
    const over = new AbortController();
    const now = () => {
      clearTimeout(timer);
      over.abort();
      come();
    };
    const timer = setTimeout(now, wait);
    addEventListener('online', now, over);
    document.addEventListener('visibilitychange', now, over);
  });
