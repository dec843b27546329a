/** Gives a file to the user: by the share sheet if it takes such files, else as a download. */

import { openStore } from '../../data/open';
import { me } from '../../data/session';
import { dateHere } from '../../prompts/days';
import type { ExportForm } from './protocol';
import { ask } from './worker';

const ENDINGS: Record<ExportForm, string> = { vcard: 'vcf', csv: 'csv', zip: 'zip' };

export interface Made {
  file: File;
  count: number;
  missing: number;
}

/** Writes an export; `people`: only those. Raises the worker's errors. */
export async function make(
  form: ExportForm,
  people?: string[],
  called = 'karmadex',
): Promise<Made> {
  let made: Made | undefined;
  const rows = await (await openStore()).all('person');
  const merged = rows.flatMap(({ id, fields, also }) =>
    also ? [{ id, fields, cards: also.map((card) => card.id) }] : [],
  );
  const task = {
    type: 'export' as const,
    form,
    merged,
    account: me.peek() ?? {},
    ...(people && { people }),
  };
  await ask(task, (message) => {
    if (message.type !== 'file') return true;
    const { file, count, missing } = message;
    const name = `${called}-${dateHere(new Date())}.${ENDINGS[form]}`;
    made = { file: new File([file], name, { type: file.type }), count, missing };
    return true;
  });
  if (!made) throw new Error('nothing was written');
  return made;
}

export function download(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // Safari on iOS reads the address only after the click has returned: https://webkit.org/b/211234, and
  // Firefox does too: https://bugzil.la/1282407
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Opens the share sheet, or downloads if it does not take such a file. */
export async function hand(file: File): Promise<void> {
  if (!navigator.canShare?.({ files: [file] })) return download(file);
  try {
    await navigator.share({ files: [file] });
  } catch (error) {
    // The user closed the share sheet. If it fails for any other reason, the file must not be lost.
    if ((error as Error).name !== 'AbortError') download(file);
  }
}
