import type * as en from '../../texts/en/searching';

const packs = import.meta.glob<typeof en>('../../texts/*/searching.ts', { eager: true });

/** All languages at once, because people write in other languages than their phone's. */
export const LANGUAGES = Object.values(packs).map(({ searching }) => searching);
