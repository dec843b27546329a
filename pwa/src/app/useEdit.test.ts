import { expect, test } from 'vitest';
import { differing } from './useEdit';

test('only what differs from the record is written', () => {
  const fields = { name: 'Maya', interests: ['sailing'], place: null as string | null };
  expect(differing(fields, { name: 'Maya', interests: ['sailing'] })).toEqual({});
  expect(differing(fields, { name: 'Maya Chen', place: null })).toEqual({ name: 'Maya Chen' });
  expect(differing(fields, { interests: ['sailing', 'wine'] })).toEqual({
    interests: ['sailing', 'wine'],
  });
});
