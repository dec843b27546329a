import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { jotAbout } from './jotFrom';
import {
  eventFor,
  forget,
  jot,
  jotting,
  restored,
  saysNothing,
  startAfresh,
  typed,
} from './jotting';

beforeEach(forget);
afterEach(() => vi.useRealTimers());
const HOUR = 3_600_000;

describe('the line being typed', () => {
  test('remembers the time of the first keystroke', () => {
    vi.useFakeTimers({ now: 1_000 });
    typed('M');
    vi.setSystemTime(9_000);
    typed('Maya');
    expect(jotting.peek()).toMatchObject({ startedAt: 1_000, typedAt: 9_000 });
  });

  test.each([
    ['emptied and typed anew', ['Ma', '', 'Tom']],
    ['typed over', ['Ma', 'T', 'Tom']],
  ])('starts again if it was %s', (_how, texts) => {
    vi.useFakeTimers({ now: 0 });
    for (const text of texts) {
      vi.advanceTimersByTime(HOUR);
      typed(text);
    }
    expect(jotting.peek().startedAt).toBe(texts[1] ? 2 * HOUR : 3 * HOUR);
  });

  test('starts again if all of it was selected and replaced by pasting', () => {
    vi.useFakeTimers({ now: 1 });
    typed('Ma');
    vi.setSystemTime(HOUR);
    typed('Max — kites', true);
    expect(jotting.peek().startedAt).toBe(HOUR);
  });

  test('starts again if typing continues after 12 hours', () => {
    vi.useFakeTimers({ now: 1 });
    typed('Ma');
    vi.setSystemTime(240 * HOUR);
    typed('Maya — kites');
    expect(jotting.peek().startedAt).toBe(240 * HOUR);
  });

  test('does not start with a chosen chip, nor with text that the app inserted', () => {
    vi.useFakeTimers({ now: 1 });
    jot({ chosen: ['maya'] });
    jot({ text: 'Maya — ' });
    expect(jotting.peek().startedAt).toBeNull();
    vi.setSystemTime(240 * HOUR);
    typed('Maya — k');
    expect(jotting.peek().startedAt).toBe(240 * HOUR);
  });

  test('is read anew after it was emptied', () => {
    typed('Maya');
    jot({ reading: 'note', swapped: true });
    typed('');
    expect(jotting.peek()).toMatchObject({ startedAt: null, reading: 'auto', swapped: false });
  });

  test('keeps only the chosen event after it was saved', () => {
    const place = { event: 'dinner', at: 1 };
    jot({ text: 'Maya', chosen: ['maya'], place });
    startAfresh();
    expect(jotting.peek()).toMatchObject({ text: '', startedAt: null, chosen: [], place });
  });
});

test('a line about somebody suggests nothing until more than the name is typed', async () => {
  vi.stubGlobal('indexedDB', undefined);
  await jotAbout('hank', 'Hank');
  expect(saysNothing(jotting.peek())).toBe(true);
  typed('Hank —');
  expect(saysNothing(jotting.peek())).toBe(true);
  typed('Hank — greyhounds');
  expect(saysNothing(jotting.peek())).toBe(false);
  forget();
  // Somebody who is met again is written by name alone.
  typed('Hank');
  jot({ chosen: ['hank'] });
  expect(saysNothing(jotting.peek())).toBe(false);
});

describe('a draft', () => {
  const draft = (text: string) => {
    typed(text);
    return jotting.peek();
  };

  test('is restored', () => {
    const before = draft('Maya — wat');
    forget();
    expect(restored(JSON.stringify(before), jotting.peek())).toEqual(before);
  });

  test('and a text typed before it was loaded are both kept', () => {
    const before = draft('Maya — water-skis');
    forget();
    const { text, startedAt } = restored(JSON.stringify(before), draft('Tom'));
    expect(text).toBe('Maya — water-skis\nTom');
    expect(startedAt).toBe(before.startedAt);
  });

  test('older than ten days starts again with what is typed now', () => {
    vi.useFakeTimers({ now: 1 });
    const before = draft('Ma');
    forget();
    vi.setSystemTime(240 * HOUR);
    expect(restored(JSON.stringify(before), draft('Tom')).startedAt).toBe(240 * HOUR);
  });

  test('that cannot be read does not replace what is typed', () => {
    expect(restored('{', draft('Tom')).text).toBe('Tom');
    expect(restored(undefined, draft('Tom')).text).toBe('Tom');
  });
});

describe('the event of a note', () => {
  test('is the current event, unless another one was chosen that evening', () => {
    expect(eventFor({}, 'mixer', 0)).toBe('mixer');
    expect(eventFor({}, undefined, 0)).toBeNull();
    expect(eventFor({ place: { event: 'dinner', at: 0 } }, 'mixer', 7 * HOUR)).toBe('dinner');
    expect(eventFor({ place: { event: null, at: 0 } }, 'mixer', 7 * HOUR)).toBeNull();
    expect(eventFor({ place: { event: 'dinner', at: 0 } }, 'mixer', 9 * HOUR)).toBe('mixer');
  });
});
