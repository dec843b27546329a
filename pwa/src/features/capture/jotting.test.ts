import { beforeEach, describe, expect, test } from 'vitest';
import { eventFor, forget, jot, jotting, restored, startAfresh } from './jotting';

beforeEach(forget);
const HOUR = 3_600_000;

describe('the line being typed', () => {
  test('remembers the first keystroke', () => {
    jot({ text: 'M' });
    const { startedAt } = jotting.peek();
    expect(startedAt).not.toBeNull();
    jot({ text: 'Maya' });
    expect(jotting.peek().startedAt).toBe(startedAt);
  });

  test('emptied, it is read afresh', () => {
    jot({ text: 'Maya', reading: 'note', swapped: true });
    jot({ text: '' });
    expect(jotting.peek()).toMatchObject({ startedAt: null, reading: 'auto', swapped: false });
  });

  test('saved, it keeps only where the notes go', () => {
    const place = { event: 'dinner', at: 1 };
    jot({ text: 'Maya', chosen: ['maya'], place });
    startAfresh();
    expect(jotting.peek()).toMatchObject({ text: '', startedAt: null, chosen: [], place });
  });
});

describe('a draft', () => {
  const typed = (text: string) => {
    jot({ text });
    return jotting.peek();
  };

  test('is there again', () => {
    const before = typed('Maya — wat');
    forget();
    expect(restored(JSON.stringify(before), jotting.peek())).toEqual(before);
  });

  test('and what was typed before it could be read are both kept', () => {
    const before = typed('Maya — water-skis');
    forget();
    const { text, startedAt } = restored(JSON.stringify(before), typed('Tom'));
    expect(text).toBe('Maya — water-skis\nTom');
    expect(startedAt).toBe(before.startedAt);
  });

  test('that cannot be read takes nothing away', () => {
    expect(restored('{', typed('Tom')).text).toBe('Tom');
    expect(restored(undefined, typed('Tom')).text).toBe('Tom');
  });
});

describe('where a note goes', () => {
  test('is the event that is on, unless another was chosen that evening', () => {
    expect(eventFor({}, 'mixer', 0)).toBe('mixer');
    expect(eventFor({}, undefined, 0)).toBeNull();
    expect(eventFor({ place: { event: 'dinner', at: 0 } }, 'mixer', 7 * HOUR)).toBe('dinner');
    expect(eventFor({ place: { event: null, at: 0 } }, 'mixer', 7 * HOUR)).toBeNull();
    expect(eventFor({ place: { event: 'dinner', at: 0 } }, 'mixer', 9 * HOUR)).toBe('mixer');
  });
});
