import { expect, test } from 'vitest';
import { joined } from './joinedDrafts';

const line = (text: string, chosen: string[] = []): string => JSON.stringify({ text, chosen });
const textOf = (draft: string): string => JSON.parse(draft).text;

test('of a line that was typed on, the whole is left', () => {
  expect(textOf(joined(line('Maya'), line('Maya — water-skis')))).toBe('Maya — water-skis');
});

test('two lines are both left, however often they meet', () => {
  const both = joined(line('Maya', ['m']), line('Tom', ['t']));
  expect(JSON.parse(both)).toEqual({ text: 'Maya\nTom', chosen: ['m', 't'] });
  expect(joined(both, line('Tom', ['t']))).toBe(both);
  expect(textOf(joined(both, line('Maya')))).toBe('Maya\nTom');
});

test('the fields of a form are those of the later draft', () => {
  const form = (name: string): string => JSON.stringify({ touched: { name }, base: null });
  expect(joined(form('Mixer'), form('Harbour mixer'))).toBe(form('Harbour mixer'));
});

test('a draft that cannot be read is replaced', () => {
  expect(joined('Maya', line('Tom'))).toBe(line('Tom'));
  expect(joined('null', line('Tom'))).toBe(line('Tom'));
});
