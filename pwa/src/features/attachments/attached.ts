/** The pictures and recordings attached to the line that is being typed. */
import { openCurrent } from '../../data/open';
import { jot, jotting } from '../capture/jotting';
import { finishLeftOver } from './recorder';

export const attach = (ids: readonly string[]): void => {
  const { attached = [] } = jotting.peek();
  jot({ attached: [...attached, ...ids.filter((id) => !attached.includes(id))] });
};

export const detach = (id: string): void =>
  jot({ attached: (jotting.peek().attached ?? []).filter((other) => other !== id) });

/**
 * Attaches again what was taken just before the app was ended, when no draft named it yet. Finishes
 * recordings whose page is gone.
 */
export async function recover(): Promise<void> {
  const { connection } = await openCurrent();
  const [files, drafts] = await connection.run((database) =>
    Promise.all([database.getAll('files'), database.getAll('drafts')]),
  );
  for (const file of files) {
    if (file.state === 'recording') await finishLeftOver(file.id);
    if (file.state === 'sent' || file.state === 'raw' || file.named) continue;
    const [isThere, isNamed] = await connection.run((database) =>
      Promise.all([database.getKey('files', file.id), database.getKey('records', file.id)]),
    );
    const isDraft =
      drafts.some((draft) => draft.includes(file.id)) || jotting.peek().attached?.includes(file.id);
    if (isThere && !isNamed && !isDraft) attach([file.id]);
  }
}
