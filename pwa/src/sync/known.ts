/**
 * Which changes a server can take. Old servers and new ones answer side by side while a fleet is
 * upgraded, and an old one refuses a field that it has never heard of: so what came after the first
 * version is sent only once an answer has named it, and waits till then.
 */
import type { Change } from './protocol';

/** The kinds and fields of a server, as its answers name them. */
export type Knows = Record<string, readonly string[]>;

/** What each server has known since before any named it. */
const OLDEST: Knows = {
  event: ['name', 'place', 'starts_at', 'ends_at', 'timezone', 'description'],
  person: [
    'name',
    'known_for',
    'interests',
    'met_at',
    'met_on',
    'introduced_by',
    'organisation',
    'role',
    'emails',
    'phones',
    'links',
    'birthday',
    'keep_in_touch_days',
    'archived',
    'merged_into',
    'not_same_as',
  ],
  note: ['body', 'person_ids', 'event_id', 'captured_at', 'captured_timezone'],
  followup: ['person_id', 'due_on', 'reason', 'promise', 'status', 'closed_at'],
  kindness: ['person_id', 'direction', 'what', 'happened_on', 'thanks_to', 'introduced_to'],
  card: ['deck', 'text', 'details', 'client', 'position', 'retired'],
};

/** Whether a server that named these (none: an old one) has heard of all that is in a change. */
export function isKnown({ kind, set }: Pick<Change, 'kind' | 'set'>, knows?: Knows): boolean {
  const [oldest, named] = [OLDEST[kind], knows?.[kind]];
  if (!oldest && !named) return false;
  return Object.keys(set ?? {}).every((field) => oldest?.includes(field) || named?.includes(field));
}

/** Those that can be sent, in their order. Behind one that waits, the later ones of its record do, too. */
export function sendable<C extends Change>(changes: readonly C[], knows?: Knows): C[] {
  const held = new Set<string>();
  return changes.filter((change) => {
    if (isKnown(change, knows) && !held.has(change.record)) return true;
    held.add(change.record);
    return false;
  });
}
