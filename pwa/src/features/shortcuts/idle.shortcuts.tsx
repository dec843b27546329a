import { go } from '../../ui/navigation';
import { ShortcutsSheet } from './ShortcutsSheet';
import { keysShown, type Shortcut } from './shortcuts';

/** What j and k move through: the rows of the list beside the page, else those of the page. */
const ITEMS = 'a.row, button.row, .followups a.who';

const isSeen = (element: Element): boolean => element.checkVisibility();

function move(step: 1 | -1): void {
  const scope = document.querySelector('.pane') ?? document.querySelector('main');
  const items = [...(scope?.querySelectorAll<HTMLElement>(ITEMS) ?? [])].filter(isSeen);
  const at = document.activeElement;
  const place = items.findIndex((item) => item === at || item.contains(at));
  const open = items.findIndex((item) => item.matches('[aria-current]'));
  const from = place >= 0 ? place : open >= 0 ? open : step > 0 ? -1 : items.length;
  items[Math.min(items.length - 1, Math.max(0, from + step))]?.focus();
}

function search(): void {
  const field = document.querySelector<HTMLInputElement>('.people input[type=search]');
  if (field) field.focus();
  else go('/people?find=');
}

function jot(): void {
  const field = document.getElementById('jot');
  if (field) field.focus();
  else go('/');
}

/** Moves the focus from the list to the page beside it, which otherwise comes after all rows. */
function enter(): void {
  const title = document.querySelector<HTMLElement>('main h1');
  if (title) title.tabIndex = -1;
  title?.focus();
}

const DOES: Record<Shortcut, () => void> = {
  '/': search,
  n: jot,
  j: () => move(1),
  k: () => move(-1),
  l: enter,
  '?': () => {
    keysShown.value = ShortcutsSheet;
  },
};

/** Runs a shortcut. */
export const press = (key: Shortcut): void => DOES[key]();
