/**
 * Loads the code that reads the line, shows the reading, and saves it. It is loaded with the first key press,
 * so that the field works before.
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

/** How long Save waits for this code, in ms. After that, the line is put back into the field. */
const PATIENCE = 8_000;

export const readerSoon = (): Promise<Reader> =>
  Promise.race([
    loadReader(),
    new Promise<never>((_, fail) => setTimeout(() => fail(new Error('no reader')), PATIENCE)),
  ]);
