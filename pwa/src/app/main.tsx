import { render } from 'preact';
import '../ui/tokens.css';
import '../ui/base.css';
import { firstFrame } from './firstFrame';
import { watchKeyboard } from './keyboard';
import { Shell } from './Shell';

watchKeyboard();
const root = document.getElementById('app');
if (root) render(<Shell />, root);
void firstFrame.then(() => import('./background')).then(({ begin }) => begin());
