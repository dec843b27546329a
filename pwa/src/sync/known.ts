/**
 * Which changes a server can take. While servers are being upgraded, old and new ones answer side by side,
 * and an old one refuses unknown fields. So fields added after the first version are sent only when an answer
 * has named them, and wait until then.
 */
import type { Change } from './protocol';

/** The kinds and fields that a server knows, as its answers name them. */
export type Knows = Record<string, readonly string[]>;

/** What every server knows, also one that names nothing. */
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

/** Whether a server that named these (undefined: an old one) knows everything in a change. */
export function isKnown({ kind, set }: Pick<Change, 'kind' | 'set'>, knows?: Knows): boolean {
  const [oldest, named] = [OLDEST[kind], knows?.[kind]];
  if (!oldest && !named) return false;
  return Object.keys(set ?? {}).every((field) => oldest?.includes(field) || named?.includes(field));
}

/** Returns the changes that can be sent, in order. If one waits, the later ones of its record wait too. */
export function sendable<C extends Change>(changes: readonly C[], knows?: Knows): C[] {
  const held = new Set<string>();
  return changes.filter((change) => {
    if (isKnown(change, knows) && !held.has(change.record)) return true;
    held.add(change.record);
    return false;
  });
}
