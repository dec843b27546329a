/** For tests: reads the vCards of a share without a worker. */

import { bytesIn, type SharedContact, sharedContacts } from '../../contacts/sharedContact';
import { contactsIn } from '../../contacts/vcards';
import { type Line, readShared, type Shared, textsOf } from './read';

export const vcardsIn = (file: string): SharedContact[] =>
  sharedContacts(contactsIn(bytesIn(file)).people);

export const readHere = (shared: Shared): Line[] =>
  readShared(shared, textsOf(shared).map(vcardsIn));
