/** Hands everything on this phone to its owner as one file; needs no network. */

import { openStore } from '../../data/open';
import { dateHere } from '../../prompts/days';

export async function exportData(): Promise<void> {
  const everything = await (await openStore()).exportAll();
  const file = new Blob([JSON.stringify(everything, null, 1)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `karmadex-${dateHere(new Date())}.json`;
  link.click();
  // Safari reads the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
