import { signal } from '@preact/signals';

/** The current time for screens, in ms since 1970. Updated every minute, and when the app is shown again. */
export const now = signal(Date.now());

const tick = () => {
  now.value = Date.now();
};
setInterval(tick, 60_000);
document.addEventListener('visibilitychange', tick);
