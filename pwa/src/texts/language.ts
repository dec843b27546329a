/**
 * Chooses the language of the app, and loads its texts. A language is a folder next to this file; there is no
 * list of them. `<language>/first.ts` has the texts of the first screen, `<language>/idle.ts` those of idle
 * parts (idleTexts.ts), and `<language>/deferred.ts` all others. So the first visit loads only its own texts,
 * in one language.
 *
 * Features never name a language. They say `import { people as p } from '…/texts/people'`. That works because
 * the texts are set before anything is drawn: main.tsx awaits `loadFirstTexts`, and screens are loaded by
 * `withTexts`.
 */

import { setDeferred } from './deferred';
import type * as deferredTexts from './en/deferred';
import type * as en from './en/first';
import { setFirst } from './first';
import { matchLocale } from './matchLocale';

const firsts = import.meta.glob<typeof en>('./*/first.ts');
const deferreds = import.meta.glob<typeof deferredTexts>('./*/deferred.ts');

/** The codes of the languages: `de`, `en` … */
export const languages = Object.keys(firsts).map((path) => path.split('/')[1] as string);

const KEY = 'karmadex.language';

/** Returns the user's choice, as far as this phone knows. A browser may forbid the storage. */
function chosen(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The language of the app until it is loaded again, so that no screen mixes two. */
export const language = matchLocale([chosen(), ...navigator.languages], languages);

/** Sets the language of the next start. Returns whether it differs from the current one. */
export function speakNext(wanted: string): boolean {
  try {
    localStorage.setItem(KEY, wanted);
  } catch {
    return false;
  }
  return matchLocale([wanted], languages) !== language;
}

/** For dates and numbers: the user's region, if the language matches. */
export const locale =
  navigator.languages.find((tag) => matchLocale([tag], [language], '') === language) ??
  (language === 'en' ? 'en-GB' : language);

const first = (wanted: string) => firsts[`./${wanted}/first.ts`]?.();
const deferred = (wanted: string) => deferreds[`./${wanted}/deferred.ts`]?.();

/** Loads the texts of the first screen. */
export async function loadFirstTexts(): Promise<void> {
  try {
    const pack = await first(language);
    if (pack) setFirst(pack);
  } catch (error) {
    // Without a network, only the phone's own language is sure to be stored (worker/languagePacks.ts).
    if (chosen() === null) throw error;
    localStorage.removeItem(KEY);
    location.reload();
  }
}

/** Fetches a language, so that the worker stores it. Rejects if there is no network. */
export const fetchTexts = (wanted: string): Promise<unknown> =>
  Promise.all([first(wanted), deferred(wanted)]);

let isLoaded = false;

/** Loads code together with the texts it uses. */
export async function withTexts<Module>(load: () => Promise<Module>): Promise<Module> {
  if (!isLoaded) {
    const [code, pack] = await Promise.all([load(), deferred(language)]);
    if (pack) setDeferred(pack);
    isLoaded = true;
    return code;
  }
  return load();
}
