/** What this phone supports of push, and whether the user wants prompts on it. */
import type { Phone, Wish } from './subscribe';

/** iPadOS sends the User-Agent of a Mac (since iPadOS 13), but Macs have no touch screen. */
function isIos(): boolean {
  const { userAgent, platform, maxTouchPoints } = navigator;
  return /iPhone|iPad|iPod/.test(userAgent) || (platform === 'MacIntel' && maxTouchPoints > 1);
}

function isStandalone(): boolean {
  const legacy = (navigator as { standalone?: boolean }).standalone === true;
  return legacy || matchMedia('(display-mode: standalone)').matches;
}

export function thisPhone(): Phone {
  const capable =
    'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  return {
    ios: isIos(),
    standalone: isStandalone(),
    capable,
    permission: capable ? Notification.permission : 'default',
  };
}

const WISH = 'karmadex.prompt';

/** Stored outside of the account's database, so that a start needs no transaction if there is nothing to do. */
export const wish: Wish = {
  get() {
    try {
      return localStorage.getItem(WISH) !== null;
    } catch {
      return false;
    }
  },
  set(wanted) {
    try {
      if (wanted) localStorage.setItem(WISH, '1');
      else localStorage.removeItem(WISH);
    } catch {
      // A browser without storage has no push subscription either.
    }
  },
};

/** Resolves with the push manager when the worker is ready; null if there is none, or it does not get ready. */
export async function pushManager(): Promise<PushManager | null> {
  if (!thisPhone().capable) return null;
  const late = new Promise<null>((resolve) => setTimeout(resolve, 10_000, null));
  const ready = await Promise.race([navigator.serviceWorker.ready, late]);
  return ready?.pushManager ?? null;
}
