/** Keyboard shortcuts of single keys. The code that runs them is loaded when the first is pressed. */

import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { t } from '../../texts';
import { withIdleTexts } from '../../texts/idleTexts';
import { toast } from '../../ui/Toast';

const KEYS = ['/', 'n', 'j', 'k', 'l', '?'] as const;
export type Shortcut = (typeof KEYS)[number];

/** The component that lists the shortcuts, while it is shown. */
export const keysShown = signal<ComponentType | null>(null);

const OFF = 'karmadex.shortcuts';

/** Whether shortcuts are on. Users who dictate, or press keys by accident, turn them off (WCAG 2.1.4). */
export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(OFF) !== 'off';
  } catch {
    return true;
  }
}

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, 'off');
}

/** Whether there probably is a keyboard: there is a mouse, or a large screen. */
export const hasKeyboard = (): boolean =>
  matchMedia('(any-pointer: fine), (min-width: 56.25em)').matches;

const load = () => withIdleTexts(() => import('./idle.shortcuts'));

/** Opens the list of shortcuts. */
export const showKeys = (): Promise<void> =>
  load().then(
    ({ press }) => press('?'),
    () => toast(t.common.notLoaded),
  );

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));

/** Returns the shortcut of a key; undefined while the user types, or in a sheet. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (isWriting(event.target) || document.querySelector('dialog[open]')) return undefined;
  return areKeysOn() ? KEYS.find((key) => key === event.key) : undefined;
}

export function watchShortcuts(): void {
  addEventListener('keydown', (event) => {
    const key = shortcutOf(event);
    if (!key) return;
    event.preventDefault();
    void load().then(
      ({ press }) => press(key),
      () => undefined,
    );
  });
}
