/** The first delay before a part is requested again, in ms; doubled each time. */
const SOONEST = 2_000;
const LATEST = 60_000;

const lost = new Set<HTMLLinkElement>();

/** Requests style sheets again that did not arrive: the bundler requests each only once. */
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
 * Loads a part that the app needs, however often it takes, so that a short loss of the network does not cost
 * the page. Tries again after a delay, and at once when the network is back or the page is shown.
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
