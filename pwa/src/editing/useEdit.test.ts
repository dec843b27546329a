import { expect, test } from 'vitest';
import { differing, typedSince } from './useEdit';

test('only fields that differ from the record are written', () => {
  const fields = { name: 'Maya', interests: ['sailing'], place: null as string | null };
  expect(differing(fields, { name: 'Maya', interests: ['sailing'] })).toEqual({});
  expect(differing(fields, { name: 'Maya Chen', place: null })).toEqual({ name: 'Maya Chen' });
  expect(differing(fields, { interests: ['sailing', 'wine'] })).toEqual({
    interests: ['sailing', 'wine'],
  });
});

test('what is typed during a save still counts as unsaved', () => {
  const saved: { body: string; event_id?: string } = { body: 'Maya water-skis' };
  expect(typedSince(saved, saved)).toBeUndefined();
  expect(typedSince(saved, { ...saved })).toBeUndefined();
  expect(typedSince(saved, { body: 'Maya water-skis in Lisbon' })).toEqual({
    body: 'Maya water-skis in Lisbon',
  });
  expect(typedSince(saved, { ...saved, event_id: 'mixer' })).toEqual({ event_id: 'mixer' });
});
