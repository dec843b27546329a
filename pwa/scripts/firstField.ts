import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, runnerImport } from 'vite';
import type * as en from '../src/texts/en/first';

/**
 * The capture field as HTML, shown before any script has run; `src/app/main.tsx` takes its text over. It has
 * no words, because only the scripts know the language.
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

/** The welcome text for new users, as `Met.tsx` renders it, to be read while the scripts load. */
const welcome = ({ t, capture: { welcome } }: typeof en): string => `<div class="empty">
        <p class="title">${t.app}</p><p class="text">${welcome.text}</p>
        <a class="button plain" href="/sign-in">${welcome.signIn}</a></div>`;

const TEXTS = join(import.meta.dirname, '..', 'src', 'texts');

/**
 * Makes the pages for the address `/`: the app's page with the field in it, so that one can type while a slow
 * phone loads the scripts. The worker stores `capture.html`; the server sends `welcome.<language>.html` to
 * users who have never signed in. Other screens get the empty page.
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
          // Line breaks are removed, because each byte of the first visit counts.
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
