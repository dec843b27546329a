/** Reads the contacts that another app shared, in the worker that reads files. */
import { bytesIn, type SharedContact, sharedContacts } from '../../contacts/sharedContact';
import { cardsIn } from '../exchange/cards';

const holdsCard = (file: string): boolean =>
  /BEGIN\s{0,9}:\s{0,9}VCARD/iu.test(file.replaceAll('\0', ''));

/** Returns the contacts in each text or file; empty if there is no vCard. Raises if the worker cannot be loaded. */
export async function contactsIn(files: readonly string[]): Promise<SharedContact[][]> {
  const read = files.some(holdsCard) ? await cardsIn(files.map(bytesIn)) : [];
  return files.map((_, index) => sharedContacts(read[index] ?? []));
}
