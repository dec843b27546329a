/**
 * Which language the app speaks, and its words. A language is a folder beside this file; there is no
 * list of them anywhere. `<language>/first.ts` is what the first screen says, `<language>/deferred.ts`
 * all the rest but `<language>/idle.ts` (idleTexts.ts): so the first visit loads no more than it says, in one language.
 *
 * Feature code never names a language. It says `import { people as p } from '…/texts/people'`.
 * That works because the words are there before anything is shown: main.tsx awaits
 * `loadFirstTexts`, and the screens come through `withTexts`.
 */

import { setDeferred } from './deferred';
import type * as deferredTexts from './en/deferred';
import type * as en from './en/first';
import { setFirst } from './first';
import { matchLocale } from './matchLocale';

const firsts = import.meta.glob<typeof en>('./*/first.ts');
const deferreds = import.meta.glob<typeof deferredTexts>('./*/deferred.ts');

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
const deferred = (wanted: string) => deferreds[`./${wanted}/deferred.ts`]?.();

/** Learns what the first screen says. */
export async function loadFirstTexts(): Promise<void> {
  try {
    const pack = await first(language);
    if (pack) setFirst(pack);
  } catch (error) {
    // Without a network only the phone's own language is sure to be there (worker/words.ts).
    if (chosen() === null) throw error;
    localStorage.removeItem(KEY);
    location.reload();
  }
}

/** Fetches a language, so that the worker has it from then on. Rejects where there is no network. */
export const fetchTexts = (wanted: string): Promise<unknown> =>
  Promise.all([first(wanted), deferred(wanted)]);

let isLoaded = false;

/** Loads code that says more than the first screen does, and the texts it says. */
export async function withTexts<Module>(load: () => Promise<Module>): Promise<Module> {
  if (!isLoaded) {
    const [code, pack] = await Promise.all([load(), deferred(language)]);
    if (pack) setDeferred(pack);
    isLoaded = true;
    return code;
  }
  return load();
}
