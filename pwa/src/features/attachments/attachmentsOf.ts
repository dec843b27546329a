import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';

/**
 * Returns the attachments of these notes or people. A screen reads them together with what it shows, so that
 * nothing moves down later.
 */
export async function attachmentsOf(
  store: Store,
  of: readonly string[],
): Promise<Row<'attachment'>[]> {
  const found = await Promise.all(of.map((id) => store.linked('attachment', 'of', id)));
  return found
    .flat()
    .sort((one, other) => (one.fields.captured_at < other.fields.captured_at ? -1 : 1));
}
