/** Single keys for who has a keyboard. What they do is loaded with the first one that is pressed. */

import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { t } from '../../texts';
import { withIdleTexts } from '../../texts/idleTexts';
import { toast } from '../../ui/Toast';

const KEYS = ['/', 'n', 'j', 'k', 'l', '?'] as const;
export type Shortcut = (typeof KEYS)[number];

/** The list of keys, while it is shown. */
export const keysShown = signal<ComponentType | null>(null);

const OFF = 'karmadex.shortcuts';

/** Somebody who dictates, or touches keys by accident, can be without them (WCAG 2.1.4). */
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

/** A mouse beside it says so best, or a screen that no hand holds: what has one has keys. */
export const hasKeyboard = (): boolean =>
  matchMedia('(any-pointer: fine), (min-width: 56.25em)').matches;

const load = () => withIdleTexts(() => import('./idle.shortcuts'));

/** Opens the list of keys. */
export const showKeys = (): Promise<void> =>
  load().then(
    ({ press }) => press('?'),
    () => toast(t.common.notLoaded),
  );

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));

/** The shortcut that a key stands for here: none while one types, or in a sheet. */
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
