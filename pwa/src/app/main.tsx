import { render } from 'preact';
import '../ui/tokens.css';
import '../ui/base.css';
import { typed } from '../features/capture/jotting';
import { t } from '../texts';
import { language, loadFirstTexts } from '../texts/language';
import { noteLostStyles, retryImport } from '../ui/retryImport';
import { tidy } from '../ui/tidy';
import { behind } from './deferred';
import { watchKeyboard } from './keyboard';
import { Shell } from './Shell';

async function start(): Promise<void> {
  watchKeyboard();
  // Safari on iOS applies `:active` only where a page listens to touches (Apple's Safari Web Content Guide).
  document.addEventListener('touchstart', () => undefined, { passive: true });
  noteLostStyles();
  // Until the texts are loaded, the user types in the field of capture.html.
  await retryImport(loadFirstTexts);
  document.documentElement.lang = language;
  document.documentElement.dir = t.direction;
  const root = document.getElementById('app');
  if (root) {
    // The text typed into the field of capture.html is taken over.
    const written = root.querySelector('textarea')?.value;
    if (written) typed(tidy(written));
    root.replaceChildren();
    render(<Shell />, root);
  }
  (await behind()).begin();
}

void start();
