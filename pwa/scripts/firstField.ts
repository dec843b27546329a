import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, runnerImport } from 'vite';
import type * as en from '../src/texts/en/first';

/**
 * What stands on the capture screen before any script has run; `src/app/main.tsx` takes its text over.
 * The field has no words: which language the phone speaks is known by the scripts only.
 */
const field = (welcome = ''): string => `<div id="app"><div class="app">
      <main><div class="capture"><div class="head"><div class="strip"></div></div>
        <div class="met">${welcome}</div><form class="composer"><div class="line">
        <textarea id="jot" class="input" rows="1" autofocus autocomplete="off"
          aria-label="Karmadex"></textarea>
        <button type="button" class="button primary" disabled>…</button>
      </div></form></div></main>
      <footer class="foot"><div class="tabs"><a></a></div></footer>
    </div></div>`;

/** What the first screen says to a stranger, as `Met.tsx` draws it: it is read while the scripts come. */
const welcome = ({ t, capture: { welcome } }: typeof en): string => `<div class="empty">
        <p class="title">${t.app}</p><p class="text">${welcome.text}</p>
        <a class="button plain" href="/sign-in">${welcome.signIn}</a></div>`;

const TEXTS = join(import.meta.dirname, '..', 'src', 'texts');

/**
 * Makes the pages for the address `/`: the same with the field in it, so that it can be typed in
 * while a slow phone still reads the scripts. `capture.html` is kept by the worker; the server gives
 * `welcome.<language>.html` to whoever has never signed in. Other screens keep the empty page.
 */
export function firstField(): Plugin {
  return {
    name: 'karmadex-first-field',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') this.error('there is no index.html');
      const html = String(page.source);
      const withField = (language: string, words?: typeof en): string => {
        const source = html
          .replace('<html lang="en">', `<html lang="${language}">`)
          .replace('<div id="app"></div>', field(words && welcome(words)))
          // Nobody reads it so, and each byte of the first visit counts.
          .replace(/\n\s+/g, '\n');
        if (!source.includes('id="jot"')) this.error('index.html has no place for the field');
        return source;
      };
      this.emitFile({ type: 'asset', fileName: 'capture.html', source: withField('en') });
      for (const language of readdirSync(TEXTS).filter((name) => /^[a-z]{2}$/.test(name))) {
        const { module } = await runnerImport<typeof en>(join(TEXTS, language, 'first.ts'));
        const source = withField(language, module);
        this.emitFile({ type: 'asset', fileName: `welcome.${language}.html`, source });
      }
    },
  };
}
