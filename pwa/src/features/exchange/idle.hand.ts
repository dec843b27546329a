/** Shares one person's card. */
import { hand, make } from './handing';

/** Raises what went wrong in writing it. Errors of the share sheet are not reported. */
export async function handCard(id: string, name: string): Promise<void> {
  const called = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/gu, '');
  await hand((await make('vcard', [id], called || 'karmadex')).file);
}
