import { describe, expect, test } from 'vitest';
import type { PersonFields } from '../../records/kinds';
import { adding } from './addToCard';

const card = (fields: Partial<PersonFields> = {}) =>
  ({ interests: [], emails: [], phones: [], links: [], ...fields }) as unknown as PersonFields;

describe('an addition to a person', () => {
  test.each([
    ['phones', '+1 415 555 0100', { phones: ['+1 415 555 0100'] }],
    ['phones', ' 4711 ', { phones: ['4711'] }],
    ['emails', 'maya@kites.example', { emails: ['maya@kites.example'] }],
    ['links', 'figma.example', { links: ['https://figma.example'] }],
    ['links', 'https://figma.example/maya', { links: ['https://figma.example/maya'] }],
    ['interests', '#sailing #Fado', { interests: ['sailing', 'Fado'] }],
    ['interests', 'open water, bees', { interests: ['open water', 'bees'] }],
  ] as const)('as %s: %s', (what, text, set) => {
    expect(adding(card(), what, text)).toEqual({ set });
  });

  test('goes into the right field, wherever it was typed', () => {
    expect(adding(card(), 'phones', 'maya@kites.example')).toEqual({
      set: expect.objectContaining({ emails: ['maya@kites.example'] }),
    });
    expect(adding(card(), 'emails', '+351 912 345 678 and maya@kites.example')).toEqual({
      set: { phones: ['+351 912 345 678'], emails: ['maya@kites.example'] },
    });
  });

  test('is appended to what is there, once', () => {
    const maya = card({ interests: ['Sailing'], phones: ['4711'] });
    expect(adding(maya, 'phones', '4712')).toEqual({ set: { phones: ['4711', '4712'] } });
    expect(adding(maya, 'interests', 'sailing')).toEqual({ set: {} });
  });
});

describe('an addition is refused', () => {
  test.each([
    ['phones', '*#06#'],
    ['phones', 'ask Tom'],
    ['emails', 'maya at kites'],
    ['links', 'javascript:alert(1)'],
    ['interests', ' , #'],
    ['emails', ''],
  ] as const)('as %s: %j', (what, text) => {
    expect(adding(card(), what, text)).toEqual({ wrong: what });
  });

  test('if the field has as many entries as it can hold', () => {
    const phones = Array.from({ length: 20 }, (_, index) => `${4700 + index}`);
    expect(adding(card({ phones }), 'phones', '+1 415 555 0100')).toEqual({ full: 20 });
  });
});
