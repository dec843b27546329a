/** What the first lines of all languages have in common: they are about them, never about us. */

export interface About {
  name: string | null;
  known_for: string | null;
  interests: readonly string[];
  /** What was jotted down about them, as it was written. */
  noted?: readonly string[];
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

/** The three to choose from, the warmest first, and leaving it at the greeting. */
export const endingsOf = (said: readonly (string | null)[]): string[] => [
  ...[...new Set(said)].filter((line) => line !== null).slice(0, 3),
  '',
];

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

/** What was noted, thing by thing: without tags, and without the word for who it is about. */
export const thingsNoted = (noted: readonly string[], pronouns: RegExp): string[] =>
  noted
    .flatMap((text) => text.replace(/#\S+/gu, '').split(/[,;.!?\n]+|\s[–—-]\s/u))
    .map((thing) => thing.trim().replace(pronouns, ''))
    .filter((thing) => thing.split(/\s+/).length > 1 && thing.length <= 80);
