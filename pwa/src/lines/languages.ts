import type * as en from '../texts/en/reading';
import { vocabularyOf } from './vocabulary';

const packs = import.meta.glob<typeof en>('../texts/*/reading.ts', { eager: true });

/** The words of all languages that the app speaks, at once: nobody types in that of their phone alone. */
export const vocabulary = vocabularyOf(Object.values(packs).map(({ reading }) => reading));
