import { expect, test } from 'vitest';
import { joined } from './joinedDrafts';

const line = (text: string, chosen: string[] = []): string => JSON.stringify({ text, chosen });
const textOf = (draft: string): string => JSON.parse(draft).text;

test('of two versions of one line the longer one stays', () => {
  expect(textOf(joined(line('Maya'), line('Maya — water-skis')))).toBe('Maya — water-skis');
});

test('two different lines both stay, once, however often they are joined', () => {
  const both = joined(line('Maya', ['m']), line('Tom', ['t']));
  expect(JSON.parse(both)).toEqual({ text: 'Maya\nTom', chosen: ['m', 't'] });
  expect(joined(both, line('Tom', ['t']))).toBe(both);
  expect(textOf(joined(both, line('Maya')))).toBe('Maya\nTom');
});

test('the fields of a form come from the later draft', () => {
  const form = (name: string): string => JSON.stringify({ touched: { name }, base: null });
  expect(joined(form('Mixer'), form('Harbour mixer'))).toBe(form('Harbour mixer'));
});

test('an unreadable draft is replaced', () => {
  expect(joined('Maya', line('Tom'))).toBe(line('Tom'));
  expect(joined('null', line('Tom'))).toBe(line('Tom'));
});
