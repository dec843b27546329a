import { describe, expect, test } from 'vitest';
import { isOwnLine, lineFor, lineFrom } from './ownLine';

const maya = { name: 'Maya', event: 'Harbour mixer' };
const tom = { name: 'Tom', event: 'PyCon' };
const nobody = { name: '', event: '' };

describe('a first line of one’s own', () => {
  test('is made from a message to one person, and fits others', () => {
    const line = lineFrom('Hi Maya, Harbour mixer was fun. Coffee?', maya);
    expect(line).toBe('Hi {name}, {event} was fun. Coffee?');
    expect(isOwnLine(line)).toBe(true);
    expect(lineFor(line, tom)).toBe('Hi Tom, PyCon was fun. Coffee?');
  });

  test('greets the other person, even if the original had no greeting', () => {
    expect(lineFor(lineFrom('Lovely to meet you!', maya), tom)).toBe('Tom, Lovely to meet you!');
    expect(lineFrom('Lovely to meet you!', nobody)).toBe('{name}, Lovely to meet you!');
  });

  test('leaves no gap for unknown values', () => {
    expect(lineFor('Hi {name}, good to meet you at {event}.', nobody)).toBe(
      'Hi, good to meet you.',
    );
    expect(lineFor('{name}, lovely to meet you!', nobody)).toBe('Lovely to meet you!');
    expect(lineFor('Hallo {name}, schön war es bei „{event}“.', { name: 'Ada', event: '' })).toBe(
      'Hallo Ada, schön war es.',
    );
  });

  test('is not an opener', () => {
    expect(isOwnLine('What brought you here tonight?')).toBe(false);
  });
});
