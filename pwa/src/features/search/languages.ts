import type * as en from '../../texts/en/searching';

const packs = import.meta.glob<typeof en>('../../texts/*/searching.ts', { eager: true });

/** All that there are, at once: what somebody wrote down is not in the language of their phone alone. */
export const LANGUAGES = Object.values(packs).map(({ searching }) => searching);
