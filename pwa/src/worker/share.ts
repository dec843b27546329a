/**
 * Another app shares something with this one. It is kept in the database before anything is answered: the
 * worker may be gone a moment later, and the page reads it from there. A worker sees no more of where it
 * comes from than the referrer, which a page may hide: whatever comes waits until somebody takes it.
 */
import { NOTE } from '../records/limits';
import { partsOf, startOf } from '../records/text';

export interface ShareWorld {
  origin: string;
  /** How many wait to be taken. */
  waiting(): Promise<number>;
  /** Keeps a file for the page where people are brought in; it takes the place of one that waits there. */
  keepFile(name: string, bytes: ArrayBuffer): Promise<void>;
  /** Keeps a text for the page, the `part`th of one share: they are offered in that order. */
  keep(text: string, part: number): Promise<void>;
  /** Keeps a picture or a recording as it came, and returns its id. */
  keepMedia(file: File): Promise<string>;
}

/** What is kept of one share, for the page; see `features/share/read.ts`. */
interface Shared {
  title?: string;
  text: string;
  url?: string;
  files?: string[];
  attached?: string[];
}

export const SHARE = '/share';

/** So many may wait, and so many files come with one. */
const MOST = { waiting: 20, files: 10 };
/** Enough to find the words of a contact that has a picture in it. In bytes. */
const LONGEST_FILE = 1_000_000;
/** A picture or a recording that is larger is no attachment. In bytes. */
const LARGEST = 25_000_000;
const PICTURE = /^(?:[\w-]{1,40}\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/iu;

export const isShare = ({ method, url }: Request): boolean =>
  method === 'POST' && new URL(url).pathname === SHARE;

/** Whether it says of itself that it comes from another site. */
function isForeign(referrer: string, origin: string): boolean {
  return /^https?:/iu.test(referrer) && new URL(referrer).origin !== origin;
}

/** A contact without its pictures and what is folded below them: a picture is no text. */
export function withoutPictures(text: string): string {
  let isPicture = false;
  return text
    .split('\n')
    .filter((line) => {
      isPicture = /^[ \t]/u.test(line) ? isPicture : PICTURE.test(line);
      return !isPicture;
    })
    .join('\n');
}

/** A file as text; where it is not in UTF-8, a character for each byte: the page knows more of charsets. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
}

/** What is no text of one contact: a table, a calendar, an export, or many contacts. */
const IMPORTED = /\.(?:csv|tsv|ics|zip|json)$|^(?:text\/csv|text\/calendar|application\/zip)$/iu;
const LARGEST_IMPORT = 100_000_000;

async function isImport(file: File): Promise<boolean> {
  if (IMPORTED.test(file.name) || IMPORTED.test(file.type)) return true;
  const start = textOf(new Uint8Array(await file.slice(0, LONGEST_FILE).arrayBuffer()));
  return (start.match(/^BEGIN:VCARD/gimu)?.length ?? 0) > 1;
}

const read = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.slice(0, LONGEST_FILE).arrayBuffer());
  return startOf(withoutPictures(textOf(bytes)), NOTE);
};

/** Returns where to go on: the first screen, where it is offered. Never rejects. */
export async function onShare(request: Request, world: ShareWorld): Promise<Response> {
  const back = (failure = '') => Response.redirect(failure ? `/?share=${failure}` : '/', 303);
  try {
    if (isForeign(request.referrer, world.origin)) return back('foreign');
    const form = await request.formData();
    const said = (name: string): string => String(form.get(name) ?? '');
    const files = form.getAll('contact').filter((part) => part instanceof File);
    for (const file of files.slice(0, MOST.files)) {
      if (file.size > LARGEST_IMPORT || !(await isImport(file))) continue;
      await world.keepFile(startOf(file.name, 200), await file.arrayBuffer());
      return Response.redirect('/settings/import', 303);
    }
    const media = form
      .getAll('attachment')
      .filter((part) => part instanceof File && /^(?:image|audio)\//u.test(part.type)) as File[];
    const taken = media.filter(({ size }) => size > 0 && size <= LARGEST).slice(0, MOST.files);
    const [text = '', ...more] = partsOf(said('text'), NOTE);
    const shares: Shared[] = [
      {
        title: startOf(said('title'), NOTE),
        text,
        url: startOf(said('url'), NOTE),
        files: await Promise.all(files.slice(0, MOST.files).map(read)),
        ...(taken.length && { attached: [] as string[] }),
      },
      // What is longer than a note is several.
      ...more.map((text) => ({ text })),
    ];
    if ((await world.waiting()) + shares.length > MOST.waiting) return back('full');
    if (media.length > taken.length && !taken.length) return back('failed');
    // Kept one by one, so that no two lie in memory; the word of them comes after them.
    for (const file of taken) shares[0]?.attached?.push(await world.keepMedia(file));
    for (const [part, share] of shares.entries()) await world.keep(JSON.stringify(share), part);
    return back();
  } catch {
    return back('failed');
  }
}
