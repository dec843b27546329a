import { render } from 'preact';
import '../ui/tokens.css';
import '../ui/base.css';
import { jot } from '../features/capture/jotting';
import { tidy } from '../ui/tidy';
import { firstFrame } from './firstFrame';
import { watchKeyboard } from './keyboard';
import { Shell } from './Shell';

watchKeyboard();
const root = document.getElementById('app');
if (root) {
  // capture.html has the field in it: what was typed before this script ran is taken over.
  const typed = root.querySelector('textarea')?.value;
  if (typed) jot({ text: tidy(typed) });
  root.replaceChildren();
  render(<Shell />, root);
}
void firstFrame.then(() => import('./background')).then(({ begin }) => begin());
