import { retryImport } from '../ui/retryImport';

/** Resolves once the first screen has been drawn. Nothing else is fetched, read or started before. */
const firstFrame = new Promise<void>((drawn) => {
  requestAnimationFrame(() => setTimeout(drawn));
});

let loading: Promise<typeof import('./afterFirstPaint')> | undefined;

/** Loads `afterFirstPaint`. Without it nothing is synced, so loading is retried until it succeeds. */
export const behind = (): Promise<typeof import('./afterFirstPaint')> => {
  loading ??= firstFrame.then(() => retryImport(() => import('./afterFirstPaint')));
  return loading;
};
