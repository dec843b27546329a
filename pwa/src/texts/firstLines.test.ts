import { describe, expect, test } from 'vitest';
import vectors from '../../../tests/vectors/first_lines.json';
import type * as en from './en/firstLine';
import { lineOf } from './firstLines';

const packs = import.meta.glob<typeof en>('./*/firstLine.ts', { eager: true });

describe.each(Object.entries(vectors))('in %s', (language, pairs) => {
  test.each(pairs)('$known_for · $event', ({ known_for, event, line }) => {
    const pack = packs[`./${language}/firstLine.ts`] as typeof en;
    const about = { name: 'Maya Chen', known_for, interests: [], event, days_ago: 1 };
    const { start, endings } = pack.firstLines(about);
    expect(lineOf(start, endings[0] ?? '')).toBe(line);
  });
});
