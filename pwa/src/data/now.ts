import { signal } from '@preact/signals';

/** The phone's clock for screens, in ms since 1970: moves on each minute and when the app is looked at again. */
export const now = signal(Date.now());

const tick = () => {
  now.value = Date.now();
};
setInterval(tick, 60_000);
document.addEventListener('visibilitychange', tick);
