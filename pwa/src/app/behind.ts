import { untilLoaded } from './untilLoaded';

/** Once the first screen has been drawn: only then is anything else fetched, read or begun. */
const firstFrame = new Promise<void>((drawn) => {
  requestAnimationFrame(() => setTimeout(drawn));
});

let loading: Promise<typeof import('./background')> | undefined;

/** What the app does beside being typed in. Without it nothing is synced: it is asked for until it comes. */
export const behind = (): Promise<typeof import('./background')> => {
  loading ??= firstFrame.then(() => untilLoaded(() => import('./background')));
  return loading;
};
