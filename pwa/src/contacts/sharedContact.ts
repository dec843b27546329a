/** A contact that another app shared, as far as a person here has fields for it. Pure. */
import type { PersonFields } from '../records/kinds';
import { bytesOf } from './bytes';
import type { ContactPerson } from './vcards';

export type Contact = Pick<PersonFields, 'emails' | 'phones' | 'links'> &
  Partial<Pick<PersonFields, 'organisation' | 'role' | 'birthday'>> & {
    /** The name it came with. While the line begins with it, it is not read any other way. */
    called?: string;
  };

export interface SharedContact {
  name: string;
  /** What the sender noted about them. */
  note: string;
  contact: Contact;
}

const MOST = 20;
const LONGEST = 320;

/** Removes repeats, and limits to what a record may hold. */
export const few = (texts: readonly string[]): string[] =>
  [...new Set(texts.map((text) => text.trim()).filter(Boolean))]
    .filter((text) => Array.from(text).length <= LONGEST)
    .slice(0, MOST);

/** Returns the bytes of a file as the worker stored it: as text or, if not UTF-8, one character per byte. */
export const bytesIn = (file: string): Uint8Array =>
  /[\u0100-\u{10ffff}]/u.test(file) ? new TextEncoder().encode(file) : bytesOf(file);

/** Returns the people among the contacts, as far as a person here has fields for them. */
export function sharedContacts(people: readonly ContactPerson[]): SharedContact[] {
  return people
    .filter(({ kind }) => kind === 'person')
    .map((person) => {
      const { emails, phones, links, organisation, role, birthday } = person;
      const name = person.name ?? person.known_for ?? '';
      const said = [person.name && person.known_for, person.note].filter(Boolean);
      return {
        name,
        note: said.join('\n'),
        contact: {
          called: name,
          emails,
          phones,
          links,
          ...(organisation && { organisation }),
          ...(role && { role }),
          ...(birthday && { birthday }),
        },
      };
    });
}
