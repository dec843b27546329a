/**
 * What reads the line, shows how, and saves it. It loads with the first letter: a first visit is there
 * to be typed in before it knows what a name is.
 */
import { signal } from '@preact/signals';
import { retryImport } from '../../ui/retryImport';

type Reader = typeof import('./LineReading');

export const reader = signal<Reader | undefined>(undefined);

let loading: Promise<Reader> | undefined;

export function loadReader(): Promise<Reader> {
  loading ??= retryImport(() => import('./LineReading')).then((loaded) => {
    reader.value = loaded;
    return loaded;
  });
  return loading;
}

/** Whoever saves waits so long, in ms, for what did not arrive; then the line is in the field again. */
const PATIENCE = 8_000;

export const readerSoon = (): Promise<Reader> =>
  Promise.race([
    loadReader(),
    new Promise<never>((_, fail) => setTimeout(() => fail(new Error('no reader')), PATIENCE)),
  ]);
