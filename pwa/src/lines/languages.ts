import type * as en from '../texts/en/reading';
import { vocabularyOf } from './vocabulary';

const packs = import.meta.glob<typeof en>('../texts/*/reading.ts', { eager: true });

/** The words of all languages of the app at once, because people write in other languages than their phone's. */
export const vocabulary = vocabularyOf(Object.values(packs).map(({ reading }) => reading));
