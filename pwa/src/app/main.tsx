import { render } from 'preact';
import '../ui/tokens.css';
import '../ui/base.css';
import { watchKeyboard } from './keyboard';
import { Shell } from './Shell';

watchKeyboard();
const root = document.getElementById('app');
if (root) render(<Shell />, root);
// After the first frame: the field is there before anything else is fetched.
requestAnimationFrame(() =>
  setTimeout(() => void import('./background').then(({ begin }) => begin())),
);
