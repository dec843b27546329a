/** Reads what another app shared as the line a user would have typed. */

import { type Contact, few, type SharedContact } from '../../contacts/sharedContact';
import { vocabulary } from '../../lines/languages';
import { isName } from '../../lines/names';
import { NOTE } from '../../records/limits';
import { partsOf, startOf } from '../../records/text';
import { tidy } from '../../ui/tidy';
import { reachOf } from '../capture/plan';

/** As the worker stored it: whatever was shared. */
export interface Shared {
  title?: string;
  text?: string;
  url?: string;
  files?: string[];
  /** Ids of pictures and recordings on this phone (`data/files.ts`). */
  attached?: string[];
}

export interface Line {
  text: string;
  /** It is about a person, and this is how to reach them. */
  contact?: Contact;
  attached?: string[];
}

// Foreign texts must be read in linear time: no two parts of a pattern may match any length.
const WORD = /[^\s<>()[\],;:"]+/gu;
const LINK = /https?:\/\/[^\s<>"]+/gu;
const PHONE = /(?<![\p{L}\p{N}])\+?\(?\d[\d\s()./-]{5,30}\d(?![\p{L}\p{N}])/gu;
/** "Mobile: ", "[Name] ": labels that phones write before each part of a contact. */
const LABEL = /^\s*(?:\[[^\]]{1,20}\]|\p{L}[\p{L} -]{0,20}:(?!\/\/))\s*/u;
/** The most files of one share. */
const MOST_FILES = 10;
const MOST_LINES = 12;

/** Whether a word is an e-mail address. */
function isEmail(word: string): boolean {
  const at = word.indexOf('@');
  const dot = word.lastIndexOf('.');
  return (
    at > 0 &&
    at === word.lastIndexOf('@') &&
    dot > at + 1 &&
    /^\p{L}{2,}$/u.test(word.slice(dot + 1))
  );
}

/**
 * Reads a contact in plain text: short lines, one with a name, the others with ways to reach them. Returns
 * null for any other text.
 */
export function contactIn(text: string): SharedContact | null {
  const lines = text.split('\n').filter((line) => line.trim());
  if (lines.length < 2 || lines.length > MOST_LINES) return null;
  const contact: Contact = { emails: [], phones: [], links: [] };
  const rest: string[] = [];
  for (const line of lines) {
    const take =
      (list: string[], pattern: RegExp, is = (_: string) => true) =>
      (from: string) =>
        from.replace(pattern, (found) => {
          if (!is(found)) return found;
          list.push(found.trim());
          return '';
        });
    const left = [
      take(contact.links, LINK),
      take(contact.emails, WORD, isEmail),
      take(contact.phones, PHONE),
    ].reduce((from, taking) => taking(from), line.replace(LABEL, ''));
    if (left.trim()) rest.push(left.trim());
  }
  const [name = ''] = rest;
  const isOne = rest.length === 1 && isName(name.replace(/\s+/gu, ' '), vocabulary);
  if (!isOne || contact.emails.length + contact.phones.length === 0) return null;
  const { emails, phones, links } = contact;
  return {
    name,
    note: '',
    contact: { called: name, emails: few(emails), phones: few(phones), links: few(links) },
  };
}

/** Joins texts, one below the other, leaving out those contained in others. */
function together(texts: readonly string[]): string {
  const said = texts.map((text) => text.trim()).filter(Boolean);
  const once = said.filter(
    (text, index) =>
      !said.some(
        (other, at) => at !== index && other.includes(text) && (other !== text || at < index),
      ),
  );
  return once.join('\n');
}

const asLine = ({ name, note, contact }: SharedContact): Line => ({
  text: `${name} — ${note}`,
  contact,
});

const bounded = ({ title = '', text = '', url = '', files = [] }: Shared) => ({
  title: startOf(title, NOTE),
  text: startOf(text, NOTE),
  url: startOf(url, NOTE),
  files: files.slice(0, MOST_FILES).map((file) => startOf(file, NOTE)),
});

const asNotes = (text: string): Line[] => partsOf(text, NOTE).map((part) => ({ text: part }));

/** Returns the parts of a share that may hold vCards: its text and its files. */
export function textsOf(shared: Shared): string[] {
  const { text, files } = bounded(shared);
  return [text, ...files];
}

/**
 * Returns the lines to be saved; empty if nothing was shared. A text longer than a note becomes several.
 * `contacts` are those in each of `textsOf(shared)`.
 */
export function readShared(shared: Shared, contacts: readonly SharedContact[][]): Line[] {
  const { title, url } = bounded(shared);
  const cards = contacts.flat();
  // A vCard in which nobody was found is kept as text.
  const plain = textsOf(shared).filter((_, index) => !contacts[index]?.length);
  const [first, ...others] = cards;
  if (first && !others.length) return [asLine(first)];
  if (first) {
    const people = cards.map(({ name, contact }) => [name, ...reachOf(contact)].join(', '));
    return asNotes(people.join('\n'));
  }
  const said = tidy(together([title, ...plain, url]));
  const contact = contactIn(said);
  return contact ? [asLine(contact)] : asNotes(said);
}

/** Returns what was shared, unread: for a share whose reading was interrupted. */
export function unread(shared: Shared): Line[] {
  const { title, text, url, files } = bounded(shared);
  return asNotes(tidy([title, text, url, ...files].filter(Boolean).join('\n')));
}
