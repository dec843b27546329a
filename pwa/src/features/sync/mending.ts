/** Correcting a change that the server refused: field by field, as text. */
import { DEFAULTS, type Kind } from '../../records/kinds';
import type { OutboxEntry } from '../../sync/protocol';
import { reasonOf } from './reasons';

export interface Mendable {
  field: string;
  /** Why the server refused it. */
  detail: string;
  text: string;
  /** Edited one a line. */
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

/** Half a sentence made a whole one. */
const sentence = (detail: string): string =>
  detail.charAt(0).toUpperCase() + detail.slice(1).replace(/[.]?$/, '.');

/** The field of a detail like `emails[2]` or `emails.2`. */
const rootOf = (field: string): string => field.split(/[.[]/)[0] ?? '';

/** The fields that can be corrected here: those that were set, each with all that is said of it. */
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

/** What is said about the change as a whole, or about a field that it does not set. */
export function generalErrors(entry: OutboxEntry, nameOf: (field: string) => string): string[] {
  const set = entry.set ?? {};
  return (entry.errors ?? [])
    .filter(({ field }) => !(rootOf(field) in set))
    .map(({ field, detail }) =>
      field ? `${nameOf(field)}: ${reasonOf(detail)}` : sentence(reasonOf(detail)),
    );
}

/** `text` as the value of `field`, of the sort that was there before. */
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

/** Whether a value says something to a person: an id does not. */
const isSaid = (value: unknown): boolean =>
  asText(value) !== '' &&
  !asText(value)
    .split('\n')
    .every((line) => UUID.test(line));

/** The whole change as one would note it down elsewhere. */
export function wholeText(entry: OutboxEntry, nameOf: (field: string) => string): string {
  return Object.entries(entry.set ?? {})
    .filter(([, value]) => isSaid(value))
    .map(([field, value]) => `${nameOf(field)}: ${asText(value)}`)
    .join('\n');
}
