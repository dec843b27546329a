/** Writes an export: cards, a table, or everything. Runs in the worker. */
import { KNOWN_FOR } from '../../contacts/columns';
import { guarded, rowText } from '../../contacts/csv';
import { writeCard } from '../../contacts/writeCard';
import { ZipWriter } from '../../contacts/zip';
import type { Connection } from '../../data/connection';
import type { Schema } from '../../data/database';
import type { OriginalFields, PersonFields } from '../../records/kinds';
import { eachPage, standing } from './known';
import type { ToWorker } from './protocol';

/** How long to wait for the server without an answer for one file, in ms. */
const PATIENCE = 20_000;

/** What to export of whom. */
export type What = Pick<Extract<ToWorker, { type: 'export' }>, 'database' | 'merged' | 'people'>;
type Person = What['merged'][number];

interface Found {
  people: Person[];
  /** The original card of each person, by the ids of their cards; the last if there are several. */
  cards: Map<string, string>;
}

/** `merged`: people with several cards, as they are shown, because no single card contains the whole person. */
async function readPeople({ database, merged, people: wanted }: What): Promise<Found> {
  const rows: Person[] = [];
  const originals: OriginalFields[] = [];
  await eachPage(database, (page) => {
    for (const { kind, id, fields, deleted_at } of page) {
      if (deleted_at !== null) continue;
      if (kind === 'person') rows.push({ id, fields: fields as unknown as PersonFields });
      if (kind === 'original' && fields.source === 'vcard')
        originals.push(fields as unknown as OriginalFields);
    }
  });
  const taken = new Set(merged.flatMap(({ id, cards = [] }) => [id, ...cards]));
  const people = [...rows.filter(({ id }) => !taken.has(id)), ...merged];
  originals.sort((one, other) => (one.taken_on < other.taken_on ? -1 : 1));
  const { compare } = new Intl.Collator();
  const called = ({ fields }: Person) => fields.name ?? fields.known_for ?? '';
  const chosen = wanted && new Set(wanted);
  return {
    people: people
      .filter(({ id }) => !chosen || chosen.has(id))
      .sort((one, other) => compare(called(one), called(other)) || (one.id < other.id ? -1 : 1)),
    cards: new Map(originals.map(({ person_id, text }) => [person_id, text])),
  };
}

const cardOf = ({ id, fields, cards = [] }: Person, texts: Found['cards']): string => {
  const original = [id, ...cards].map((each) => texts.get(each)).find(Boolean);
  return writeCard(fields, original ?? null, id);
};

export interface Exported {
  file: Blob;
  count: number;
  missing: number;
}

export async function asCards(what: What): Promise<Exported> {
  const { people, cards } = await readPeople(what);
  const file = new Blob(
    people.map((person) => cardOf(person, cards)),
    { type: 'text/vcard' },
  );
  return { file, count: people.length, missing: 0 };
}

const LISTS = [
  ['emails', 'E-mail', ' - Value'],
  ['phones', 'Phone', ' - Value'],
  ['links', 'Website', ' - Value'],
  ['interests', 'Interest', ''],
] as const;

/** Returns one row for each person, with headers that Google Contacts knows too. No cell is a formula. */
export function tableOf(people: readonly PersonFields[]): string {
  const widths = LISTS.map(([field]) => Math.max(0, ...people.map((one) => one[field].length)));
  const heads = LISTS.flatMap(([, title, end], index) =>
    Array.from({ length: widths[index] as number }, (_, at) => `${title} ${at + 1}${end}`),
  );
  const head = ['Name', KNOWN_FOR, 'Organization Name', 'Organization Title', 'Birthday', ...heads];
  const rows = people.map((one) =>
    [one.name, one.known_for, one.organisation, one.role, one.birthday].concat(
      LISTS.flatMap(([field], index) =>
        Array.from({ length: widths[index] as number }, (_, at) => one[field][at] ?? ''),
      ),
    ),
  );
  return [head, ...rows.map((row) => row.map((cell) => guarded(cell ?? '')))].map(rowText).join('');
}

export async function asTable(what: What): Promise<Exported> {
  const { people } = await readPeople(what);
  // Without this mark, Excel reads the file as Windows-1252.
  const file = new Blob(['\ufeff', tableOf(people.map(({ fields }) => fields))], {
    type: 'text/csv',
  });
  return { file, count: people.length, missing: 0 };
}

/** Returns the bytes of an attachment, from this phone or from the server; null if neither has them. */
async function bytesOf(phone: Connection<Schema>, sha256: string): Promise<Blob | null> {
  const here = await phone.run(async (database) =>
    // A database of an older version has no such store.
    database.objectStoreNames.contains('bytes') ? database.get('bytes', sha256) : undefined,
  );
  if (here) return new Blob([here]);
  const answer = await fetch(`/api/v1/blobs/${sha256}`, { signal: AbortSignal.timeout(PATIENCE) });
  return answer.ok ? answer.blob() : null;
}

/** Returns everything as `flask export --zip` writes it, except the history, which is on the server only. */
export async function asZip(database: string, account: object): Promise<Exported> {
  const parts: string[] = [`{"version": 1,\n"account": ${JSON.stringify(account)},\n"records": [`];
  const attached = new Set<string>();
  let count = 0;
  await eachPage(database, (page) => {
    for (const { kind, id, rev, fields, deleted_at, forgotten } of page) {
      if (forgotten) continue;
      parts.push(`${count ? ',' : ''}\n${JSON.stringify({ kind, id, rev, fields, deleted_at })}`);
      count += 1;
      if (kind === 'attachment' && deleted_at === null) attached.add(String(fields.sha256));
    }
  });
  parts.push('],\n"revisions": []}\n');
  const zip = new ZipWriter();
  await zip.add('karmadex.json', new Blob(parts));
  let missing = 0;
  const phone = standing(database);
  for (const sha256 of attached) {
    const bytes = await bytesOf(phone, sha256).catch(() => null);
    if (bytes) await zip.add(`attachments/${sha256}`, bytes);
    else missing += 1;
  }
  await phone.close();
  return { file: zip.whole(), count, missing };
}
