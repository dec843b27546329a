import type { Plugin } from 'vite';

/**
 * What stands on the capture screen before any script has run; `src/app/main.tsx` takes its text over.
 * It has no words: which language the phone speaks is known by the scripts only.
 */
const FIELD = `<div id="app"><div class="app">
      <main><div class="capture"><div class="met"></div><form class="composer"><div class="line">
        <textarea id="jot" class="input" rows="1" autofocus autocomplete="off"
          aria-label="Karmadex"></textarea>
        <button type="button" class="button primary" disabled>…</button>
      </div></form></div></main>
      <footer class="foot"><div class="tabs"><a></a></div></footer>
    </div></div>`;

/**
 * Makes a second page, for the address `/`: the same with the field in it, so that it can be typed in
 * while a slow phone still reads the scripts. Other screens keep the empty page.
 */
export function firstField(): Plugin {
  return {
    name: 'karmadex-first-field',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') this.error('there is no index.html');
      const html = String(page.source);
      const withField = html.replace('<div id="app"></div>', FIELD);
      if (withField === html) this.error('index.html has no place for the field');
      this.emitFile({ type: 'asset', fileName: 'capture.html', source: withField });
    },
  };
}
