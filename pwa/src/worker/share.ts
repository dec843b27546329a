/**
 * Receives what another app shares. It is stored in the database before anything is answered: the worker may
 * be ended a moment later, and the page reads it from there. The worker only sees the referrer, which a page
 * may hide, so everything waits until the user takes it.
 */
import { NOTE } from '../records/limits';
import { partsOf, startOf } from '../records/text';

export interface ShareWorld {
  origin: string;
  /** Returns how many shares wait to be taken. */
  waiting(): Promise<number>;
  /** Stores a file to be imported, replacing one that waits. */
  keepFile(name: string, bytes: ArrayBuffer): Promise<void>;
  /** Stores a text, the `part`th of one share; parts are offered in that order. */
  keep(text: string, part: number): Promise<void>;
  /** Stores a picture or a recording unchanged. Returns its id. */
  keepMedia(file: File): Promise<string>;
}

/** What is stored of one share, for the page; see `features/share/read.ts`. */
interface Shared {
  title?: string;
  text: string;
  url?: string;
  files?: string[];
  attached?: string[];
}

export const SHARE = '/share';

/** The most shares that wait, and the most files of one share. */
const MOST = { waiting: 20, files: 10 };
/** The largest contact file in bytes: enough for the texts of a contact with a picture. */
const LONGEST_FILE = 1_000_000;
/** The largest picture or recording in bytes. */
const LARGEST = 25_000_000;
const PICTURE = /^(?:[\w-]{1,40}\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]/iu;

export const isShare = ({ method, url }: Request): boolean =>
  method === 'POST' && new URL(url).pathname === SHARE;

/** Whether the request comes from another site, as far as it says. */
function isForeign(referrer: string, origin: string): boolean {
  return /^https?:/iu.test(referrer) && new URL(referrer).origin !== origin;
}

/** Removes pictures from a contact, with their folded lines. */
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

/** Returns a file as text; if it is not UTF-8, one character per byte, because the page knows more charsets. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }
}

/** Files that are not the text of one contact: a table, a calendar, an export, or many contacts. */
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

/** Returns where to go next: the first screen, which offers the share. Never rejects. */
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
      // A text longer than a note is stored as several.
      ...more.map((text) => ({ text })),
    ];
    if ((await world.waiting()) + shares.length > MOST.waiting) return back('full');
    if (media.length > taken.length && !taken.length) return back('failed');
    // One by one, so that no two files are in memory. The entry that names them is stored after them.
    for (const file of taken) shares[0]?.attached?.push(await world.keepMedia(file));
    for (const [part, share] of shares.entries()) await world.keep(JSON.stringify(share), part);
    return back();
  } catch {
    return back('failed');
  }
}
