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
  // Safari shows that something is pressed only where somebody listens to touches.
  document.addEventListener('touchstart', () => undefined, { passive: true });
  noteLostStyles();
  // Until they are there, one goes on typing in the field of capture.html.
  await retryImport(loadFirstTexts);
  document.documentElement.lang = language;
  document.documentElement.dir = t.direction;
  const root = document.getElementById('app');
  if (root) {
    // capture.html has the field in it: what was typed until now is taken over.
    const written = root.querySelector('textarea')?.value;
    if (written) typed(tidy(written));
    root.replaceChildren();
    render(<Shell />, root);
  }
  (await behind()).begin();
}

void start();
