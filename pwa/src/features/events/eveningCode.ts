/** Encodes an event as an address. It is in the fragment, which is never sent to a server. */
import type { EventFields } from '../../records/kinds';
import { refusedIn } from '../../records/limits';
import { knownZone } from '../../records/nextMorning';

const NAMES = { n: 'name', p: 'place', s: 'starts_at', e: 'ends_at', z: 'timezone' } as const;
const FRAGMENT = '#evening?';

export function eveningAddress(event: EventFields, origin = location.origin): string {
  const said = Object.entries(NAMES).flatMap(([short, name]): [string, string][] => {
    const value = event[name];
    return value ? [[short, value.replace(/\.000Z$/u, 'Z')]] : [];
  });
  return `${origin}/settings/import${FRAGMENT}${new URLSearchParams(said)}`;
}

const instant = (text: string | null): string | null => {
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

/** Returns the event in an address of any host; null if there is none. */
export function readEvening(address: string): EventFields | null {
  const at = address.indexOf(FRAGMENT);
  if (at < 0) return null;
  const said = new URLSearchParams(address.slice(at + FRAGMENT.length));
  const [name, starts_at] = [said.get('n')?.trim(), instant(said.get('s'))];
  if (!name || !starts_at) return null;
  const ends_at = instant(said.get('e'));
  const event: EventFields = {
    name,
    place: said.get('p')?.trim() || null,
    starts_at,
    ends_at: ends_at && ends_at >= starts_at ? ends_at : null,
    timezone: knownZone(said.get('z') ?? 'UTC'),
    description: null,
  };
  return refusedIn('event', event) ? null : event;
}
