import { expect, it } from 'vitest';
import { initialsOf } from './initials';

it.each([
  ['Maya Chen', 'MC'],
  ['maya', 'M'],
  ['Ana María de la Cruz', 'AM'],
  ['\u{10428}eseret', '\u{10400}'],
  ['the guy who blogs', 'TG'],
  ['(3) 花子', '花'],
  ['', ''],
])('%s: %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
