import { retryImport } from '../ui/retryImport';

/** Once the first screen has been drawn: only then is anything else fetched, read or begun. */
const firstFrame = new Promise<void>((drawn) => {
  requestAnimationFrame(() => setTimeout(drawn));
});

let loading: Promise<typeof import('./afterFirstPaint')> | undefined;

/** What the app does beside being typed in. Without it nothing is synced: it is asked for until it comes. */
export const behind = (): Promise<typeof import('./afterFirstPaint')> => {
  loading ??= firstFrame.then(() => retryImport(() => import('./afterFirstPaint')));
  return loading;
};
