/**
 * What the first lines of all languages have in common: they are about the other person, never about the
 * user.
 */

export interface About {
  name: string | null;
  known_for: string | null;
  interests: readonly string[];
  /** The notes about them, as they were written. */
  noted?: readonly string[];
  /** The name of the event where they were met. */
  event: string | null;
  /** Days since then; null if unknown. */
  days_ago: number | null;
}

export interface FirstLines {
  /** The greeting and where they met: the start of every line. */
  start: string;
  /** Endings, the warmest first; the last is '' for none. */
  endings: string[];
}

/** Returns three endings, the warmest first, and ''. */
export const endingsOf = (said: readonly (string | null)[]): string[] => [
  ...[...new Set(said)].filter((line) => line !== null).slice(0, 3),
  '',
];

/** Returns the whole line. */
export const lineOf = (start: string, ending: string): string =>
  ending ? `${start} ${ending}` : start;

const TITLES =
  /^(dr|dra|prof|professor|profesor|profesora|mr|mrs|ms|mx|sir|dame|lady|lord|rev|fr|herr|frau|don|doña|señor|señora)\.?$/i;

/**
 * Returns the name for a greeting: the first name, or the whole name if it begins with a title; '' if there
 * is none.
 */
export function givenName(name: string | null): string {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  return TITLES.test(first) ? words.join(' ') : first;
}

/** Returns the first thing they are known for, as it was written. */
export const firstThing = (known_for: string | null): string =>
  (known_for ?? '').split(/[,;.\n(]|\s[–—-]\s/)[0]?.trim() ?? '';

/** Splits notes into things, without tags, and without the word for the person. */
export const thingsNoted = (noted: readonly string[], pronouns: RegExp): string[] =>
  noted
    .flatMap((text) => text.replace(/#\S+/gu, '').split(/[,;.!?\n]+|\s[–—-]\s/u))
    .map((thing) => thing.trim().replace(pronouns, ''))
    .filter((thing) => thing.split(/\s+/).length > 1 && thing.length <= 80);
