/** Corrects a change that the server refused, field by field, as text. */
import { DEFAULTS, type Kind } from '../../records/kinds';
import type { OutboxEntry } from '../../sync/protocol';
import { reasonOf } from './reasons';

export interface Mendable {
  field: string;
  /** The server's reason. */
  detail: string;
  text: string;
  /** A list, edited with one entry on each line. */
  list: boolean;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

function defaultOf(entry: OutboxEntry, field: string): unknown {
  return (DEFAULTS[entry.kind as Kind] as Record<string, unknown> | undefined)?.[field];
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return isList(value) ? value.map(String).join('\n') : String(value);
}

/** Returns a half sentence with a capital letter and a full stop. */
const sentence = (detail: string): string =>
  detail.charAt(0).toUpperCase() + detail.slice(1).replace(/[.]?$/, '.');

/** Returns the field of a detail like `emails[2]` or `emails.2`. */
const rootOf = (field: string): string => field.split(/[.[]/)[0] ?? '';

/** Returns the fields that can be corrected here: those that were set, each with all errors about it. */
export function mendables(entry: OutboxEntry): Mendable[] {
  const set = entry.set ?? {};
  const details = new Map<string, string[]>();
  for (const { field, detail } of entry.errors ?? []) {
    const root = rootOf(field);
    if (root in set) details.set(root, [...(details.get(root) ?? []), detail]);
  }
  return [...details].map(([field, said]) => ({
    field,
    detail: said.map((each) => sentence(reasonOf(each))).join(' '),
    text: asText(set[field]),
    list: isList(set[field] ?? defaultOf(entry, field)),
  }));
}

/** Returns the errors about the whole change, or about fields that it does not set. */
export function generalErrors(entry: OutboxEntry, nameOf: (field: string) => string): string[] {
  const set = entry.set ?? {};
  return (entry.errors ?? [])
    .filter(({ field }) => !(rootOf(field) in set))
    .map(({ field, detail }) =>
      field ? `${nameOf(field)}: ${reasonOf(detail)}` : sentence(reasonOf(detail)),
    );
}

/** Returns `text` as a value of `field`, of the type it had before. */
export function mendedValue(entry: OutboxEntry, { field, list }: Mendable, text: string): unknown {
  if (list) {
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  }
  const before = entry.set?.[field];
  if (text.trim() === '' && (before === null || defaultOf(entry, field) === null)) return null;
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) {
    return Number(text);
  }
  if (typeof before === 'boolean' && /^(true|false)$/.test(text.trim())) {
    return text.trim() === 'true';
  }
  return text;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a value means anything to a user: an id does not. */
const isSaid = (value: unknown): boolean =>
  asText(value) !== '' &&
  !asText(value)
    .split('\n')
    .every((line) => UUID.test(line));

/** Returns the whole change as text, to copy it elsewhere. */
export function wholeText(entry: OutboxEntry, nameOf: (field: string) => string): string {
  return Object.entries(entry.set ?? {})
    .filter(([, value]) => isSaid(value))
    .map(([field, value]) => `${nameOf(field)}: ${asText(value)}`)
    .join('\n');
}
