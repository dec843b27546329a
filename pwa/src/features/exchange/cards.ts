/** Reads vCards that were shared or scanned, in the worker that reads files: the page has no reader of its own. */
import type { ContactPerson } from '../../contacts/vcards';
import { ask } from './worker';

/** Returns the people in each file. Raises if the worker cannot be loaded. */
export async function cardsIn(files: Uint8Array[]): Promise<ContactPerson[][]> {
  let found: ContactPerson[][] | undefined;
  await ask({ type: 'cards', files }, (message) => {
    if (message.type === 'cards') found = message.people;
    return true;
  });
  if (!found) throw new Error('nothing was read');
  return found;
}
