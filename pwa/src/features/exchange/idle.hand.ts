/** One person's card, to the share sheet. */
import { hand, make } from './handing';

/** Raises what went wrong; what the share sheet makes of it is the owner's. */
export async function handCard(id: string, name: string): Promise<void> {
  const called = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/gu, '');
  await hand((await make('vcard', [id], called || 'karmadex')).file);
}
