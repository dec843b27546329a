import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [day = '', night = ''] = css.split('@media (prefers-color-scheme: dark)');

function colours(part: string): Record<string, string> {
  return Object.fromEntries(
    [...part.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = [
  ['ink', 'paper'],
  ['ink', 'sheet'],
  ['ink-soft', 'paper'],
  ['ink-soft', 'sheet'],
  ['ink-soft', 'line'],
  ['accent', 'paper'],
  ['accent', 'sheet'],
  ['accent', 'accent-wash'],
  ['ink', 'accent-wash'],
  ['on-accent', 'accent'],
  ['danger', 'paper'],
  ['danger', 'sheet'],
  ['paper', 'ink'],
] as const;
const EDGES = [
  ['edge', 'paper'],
  ['edge', 'sheet'],
  ['accent', 'paper'],
  ['accent', 'sheet'],
] as const;

describe.each([
  ['by day', colours(day)],
  ['by night', { ...colours(day), ...colours(night) }],
])('%s', (_, colour) => {
  test.each(TEXT)('%s on %s is readable', (text, ground) => {
    expect(contrast(colour[text] ?? '', colour[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  test.each(EDGES)('%s has enough contrast to %s', (edge, ground) => {
    expect(contrast(colour[edge] ?? '', colour[ground] ?? '')).toBeGreaterThanOrEqual(3);
  });
});
