/** This phone, asked about what push needs; and the wish that it be prompted. */
import type { Phone, Wish } from './subscribe';

/** iPadOS says it is a Mac; no Mac has a touch screen. */
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

/** Kept outside the account's database, so that a start needs no transaction to know that there is nothing to mend. */
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
      // A browser without storage has no subscription to keep either.
    }
  },
};

/** The push manager, as soon as the worker is there; null where there is none, or where it does not come. */
export async function pushManager(): Promise<PushManager | null> {
  if (!thisPhone().capable) return null;
  const late = new Promise<null>((resolve) => setTimeout(resolve, 10_000, null));
  const ready = await Promise.race([navigator.serviceWorker.ready, late]);
  return ready?.pushManager ?? null;
}
