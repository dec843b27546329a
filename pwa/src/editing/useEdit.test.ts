import { expect, test } from 'vitest';
import { differing, typedSince } from './useEdit';

test('only what differs from the record is written', () => {
  const fields = { name: 'Maya', interests: ['sailing'], place: null as string | null };
  expect(differing(fields, { name: 'Maya', interests: ['sailing'] })).toEqual({});
  expect(differing(fields, { name: 'Maya Chen', place: null })).toEqual({ name: 'Maya Chen' });
  expect(differing(fields, { interests: ['sailing', 'wine'] })).toEqual({
    interests: ['sailing', 'wine'],
  });
});

test('what is typed on while a save is under way is not taken for saved', () => {
  const saved: { body: string; event_id?: string } = { body: 'Maya water-skis' };
  expect(typedSince(saved, saved)).toBeUndefined();
  expect(typedSince(saved, { ...saved })).toBeUndefined();
  expect(typedSince(saved, { body: 'Maya water-skis in Lisbon' })).toEqual({
    body: 'Maya water-skis in Lisbon',
  });
  expect(typedSince(saved, { ...saved, event_id: 'mixer' })).toEqual({ event_id: 'mixer' });
});
