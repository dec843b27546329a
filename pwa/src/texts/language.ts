/**
 * Which language the app speaks, and its words. A language is a folder beside this file; there is no
 * list of them anywhere. `<language>/first.ts` is what the first screen says, `<language>/later.ts`
 * all the rest: so the first visit loads no more than it says, in one language.
 *
 * Feature code never names a language. It says `import { people as p } from '…/texts/people'`.
 * That works because the words are there before anything is shown: main.tsx awaits `firstWords`, and
 * the screens come through `laterWords`.
 */

import type * as en from './en/first';
import { say } from './first';
import { matchLocale } from './matchLocale';

const firsts = import.meta.glob<typeof en>('./*/first.ts');
const laters = import.meta.glob<object>('./*/later.ts');

/** The languages there are: `de`, `en` … */
export const languages = Object.keys(firsts).map((path) => path.split('/')[1] as string);

const KEY = 'karmadex.language';

/** What the user chose, as far as this phone knows. A browser may forbid us to remember anything. */
function chosen(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The one the app speaks until it is loaded again: no screen speaks two. */
export const language = matchLocale([chosen(), ...navigator.languages], languages);

/** From the next start on the app speaks `wanted`; answers whether that is another than now. */
export function speakNext(wanted: string): boolean {
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    return false;
  }
  return matchLocale([wanted], languages) !== language;
}

/** For dates and numbers: the user's own region, where this language is theirs. */
export const locale =
  navigator.languages.find((tag) => matchLocale([tag], [language], '') === language) ??
  (language === 'en' ? 'en-GB' : language);

const first = (wanted: string) => firsts[`./${wanted}/first.ts`]?.();
const later = (wanted: string) => laters[`./${wanted}/later.ts`]?.();

/** Learns what the first screen says. */
export async function firstWords(): Promise<void> {
  try {
    const pack = await first(language);
    if (pack) say(pack);
  } catch (error) {
    // Without a network only the phone's own language is sure to be there (worker/words.ts).
    if (chosen() === null) throw error;
    localStorage.removeItem(KEY);
    location.reload();
  }
}

/** Fetches a language, so that the worker has it from then on. Rejects where there is no network. */
export const fetchWords = (wanted: string): Promise<unknown> =>
  Promise.all([first(wanted), later(wanted)]);

let words: object | undefined;

/** `const { people } = said<typeof import('./en/people')>()`: that part, in the language spoken. */
export const said = <Part>(): Part => words as Part;

/** Loads code that says more than the first screen does, once its words are there. */
export async function laterWords<Module>(load: () => Promise<Module>): Promise<Module> {
  words ??= await later(language);
  return load();
}
