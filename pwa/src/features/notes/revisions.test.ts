import { expect, test } from 'vitest';
import { earlierBodies } from './revisions';

const revision = (field: string, value: string, change: string) => ({
  field,
  value,
  at: 1795415900000,
  device: 'd',
  change,
});

test('the earlier texts of a note: each once, newest first, without the one it has', () => {
  const found = earlierBodies(
    [
      revision('body', 'three', '4'),
      revision('event_id', 'x', '3'),
      revision('body', 'two', '2'),
      revision('body', 'one', '1'),
      revision('body', 'two', '0'),
    ],
    'three',
  );
  expect(found.map(({ value }) => value)).toEqual(['two', 'one']);
});
