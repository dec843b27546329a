import { render } from 'preact';
import '../ui/tokens.css';
import '../ui/base.css';
import { watchKeyboard } from './keyboard';
import { Shell } from './Shell';
import { t } from './texts';
import { firstWords, language } from './texts/language';

async function start(): Promise<void> {
  watchKeyboard();
  await firstWords();
  document.documentElement.lang = language;
  document.documentElement.dir = t.direction;
  const root = document.getElementById('app');
  if (root) render(<Shell />, root);
  // After the first frame: the field is there before anything else is fetched.
  requestAnimationFrame(() =>
    setTimeout(() => void import('./background').then(({ begin }) => begin())),
  );
}

void start();
