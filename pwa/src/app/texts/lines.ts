/** What the first lines of all languages have in common: they are about them, never about us. */

export interface About {
  name: string | null;
  known_for: string | null;
  interests: readonly string[];
  /** Where they were met. */
  event: string | null;
  /** Days since then; null when nobody knows. */
  days_ago: number | null;
}

export interface FirstLines {
  /** The greeting and where we met: what every line begins with. */
  start: string;
  /** Ways to go on, the warmest first; the last is '' and leaves it at that. */
  endings: string[];
}

/** The whole line. */
export const lineOf = (start: string, ending: string): string =>
  ending ? `${start} ${ending}` : start;

const TITLES =
  /^(dr|dra|prof|professor|profesor|profesora|mr|mrs|ms|mx|sir|dame|lady|lord|rev|fr|herr|frau|don|doña|señor|señora)\.?$/i;

/** How one greets them: the first name, or the whole when it begins with a title; '' for nobody. */
export function givenName(name: string | null): string {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  return TITLES.test(first) ? words.join(' ') : first;
}

/** Of what they are known for the first thing, in the words it was noted in. */
export const firstThing = (known_for: string | null): string =>
  (known_for ?? '').split(/[,;.\n(]|\s[–—-]\s/)[0]?.trim() ?? '';
