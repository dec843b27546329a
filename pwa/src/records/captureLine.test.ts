import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCaptureLine } from './captureLine';

const read = (line: string) => {
  const { name, known_for, interests } = parseCaptureLine(line);
  return [name, known_for, interests.join(' ')];
};

describe('a line typed at an event', () => {
  it.each([
    [
      'Maya Chen — water-skis, moving to Lisbon #sailing',
      'Maya Chen',
      'water-skis, moving to Lisbon',
      'sailing',
    ],
    ['Maya Chen – water-skis', 'Maya Chen', 'water-skis', ''],
    ['Maya Chen - water-skis', 'Maya Chen', 'water-skis', ''],
    ['Maya Chen -- water-skis', 'Maya Chen', 'water-skis', ''],
    ['Maya Chen—water-skis', 'Maya Chen', 'water-skis', ''],
    ['Maya Chen: water-skis', 'Maya Chen', 'water-skis', ''],
    ['Maya, who water-skis', 'Maya', 'water-skis', ''],
    ['Maya who water-skis', 'Maya', 'water-skis', ''],
    ['Jean-Luc — flute', 'Jean-Luc', 'flute', ''],
    ['Maya — moved here 2019–2021', 'Maya', 'moved here 2019–2021', ''],
    ['Maya — twins - both girls', 'Maya', 'twins - both girls', ''],
  ])('%s: the name before the dash, what they are known for after it', (line, ...expected) => {
    expect(read(line)).toEqual(expected);
  });

  it.each([
    ['Maya Chen', 'Maya Chen', null, ''],
    ['maya', 'maya', null, ''],
    ['Maya —', 'Maya', null, ''],
    ['Ludwig van der Berg', 'Ludwig van der Berg', null, ''],
    ['Samuel L. Jr.', 'Samuel L. Jr.', null, ''],
  ])('%s: a few words are a name', (line, ...expected) => {
    expect(read(line)).toEqual(expected);
  });

  it.each([
    ['the guy who blogs about marathoning', 'the guy who blogs about marathoning'],
    ['That gal that loves to water ski', 'That gal that loves to water ski'],
    ['the water-skiing lawyer', 'the water-skiing lawyer'],
    [
      'someone from the radio, very funny about cats and dogs',
      'someone from the radio, very funny about cats and dogs',
    ],
    ['the tall guy — water-skis', 'the tall guy — water-skis'],
    ['— keeps bees', 'keeps bees'],
  ])('%s: needs no name', (line, knownFor) => {
    expect(read(line)).toEqual([null, knownFor, '']);
  });

  it.each([
    'What a lovely evening it was after all',
    'The panel on the future of print was dull',
    'Nobody stayed.',
    '2019–2021',
    '',
    '   ',
  ])('%j: may be about nobody', (line) => {
    const { known_for } = parseCaptureLine(line);
    expect(known_for).toBeNull();
    if (line !== '2019–2021') expect(parseCaptureLine(line).name).toBeNull();
  });

  it.each([
    ['#sailing #Tea Maya — oboe', 'sailing Tea Maya', 'oboe'],
    ['Maya — loves #sailing in Maine', 'Maya', 'loves sailing in Maine'],
    ['Maya — oboe #sailing, #tea.', 'Maya', 'oboe'],
    ['Maya — writes C# for #1 of 3', 'Maya', 'writes C# for #1 of 3'],
    ['#sailing', null, null],
  ])('%s: tags at the end go, those within the sentence stay as words', (line, name, knownFor) => {
    const parsed = parseCaptureLine(line);
    expect([parsed.name, parsed.known_for]).toEqual([name, knownFor]);
  });

  it('takes each tag once, whatever its case', () => {
    expect(parseCaptureLine('Maya — #sailing #Sailing #été #water-ski').interests).toEqual([
      'sailing',
      'été',
      'water-ski',
    ]);
  });

  it('shortens between words what is longer than the field', () => {
    const parsed = parseCaptureLine(`Maya — ${'word '.repeat(60)}`);
    expect(Array.from(parsed.known_for ?? '').length).toBeLessThanOrEqual(200);
    expect(parsed.known_for?.endsWith('word…')).toBe(true);
  });

  it('never makes what the server would refuse, whatever is typed', () => {
    const typed = fc.array(
      fc.oneof(
        fc.constantFrom('Maya', ' ', ' — ', '-', ': ', '#tag', '#', ',', ' who ', 'the guy', '–'),
        fc.string({ unit: 'grapheme', maxLength: 80 }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(typed, (parts) => {
        const { name, known_for, interests } = parseCaptureLine(parts.join(''));
        expect(Array.from(name ?? '').length).toBeLessThanOrEqual(200);
        expect(Array.from(known_for ?? '').length).toBeLessThanOrEqual(200);
        expect(interests.length).toBeLessThanOrEqual(50);
        for (const tag of interests) expect(Array.from(tag).length).toBeLessThanOrEqual(60);
        expect(name).not.toBe('');
        expect(known_for).not.toBe('');
      }),
    );
  });
});
