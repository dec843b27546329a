import { describe, expect, it } from 'vitest';
import { bytesOf, fileOf } from '../data/files';
import { bringAll, tidyUp } from './bytes';
import { freshRig, KNOWS, rig, saved, sync, taken, world } from './bytesRig';

freshRig();

const DAY = 86_400_000;

describe('cleaning up files', () => {
  it('deletes files of forgotten records, and unsaved ones after a week', async () => {
    await sync(KNOWS);
    const [kept, gone, draft] = [
      await saved(await taken(10, 2)),
      await saved(await taken(10, 3)),
      await taken(10, 5),
    ];
    await sync(KNOWS);
    await tidyUp(world());
    await rig.held.connection.run(async (database) => {
      const row = await database.get('records', gone.id);
      if (row) await database.put('records', { ...row, forgotten: true, deleted_at: 'now' });
    });
    await tidyUp(world());
    expect(await fileOf(rig.held.connection, gone.id)).toBeUndefined();
    expect(await bytesOf(rig.held.connection, gone.sha256)).toBeUndefined();
    expect(await bytesOf(rig.held.connection, kept.sha256)).toBeDefined();
    expect(await bytesOf(rig.held.connection, draft.sha256)).toBeDefined();
    await rig.held.store.saveDraft('capture', JSON.stringify({ attached: [draft.id] }));
    rig.clock += 8 * DAY;
    await tidyUp(world());
    expect(await bytesOf(rig.held.connection, draft.sha256)).toBeDefined();
    await rig.held.store.saveDraft('capture', '');
    await tidyUp(world());
    expect(await bytesOf(rig.held.connection, draft.sha256)).toBeUndefined();
  });

  it('frees space by deleting files that the server has, never those only on this phone', async () => {
    await sync(KNOWS);
    const sent = await saved(await taken(10, 2));
    await sync(KNOWS);
    await bringAll(world());
    const only = await saved(await taken(10, 3));
    await tidyUp(world(), 0);
    expect(await bytesOf(rig.held.connection, sent.sha256)).toBeUndefined();
    expect(await bytesOf(rig.held.connection, only.sha256)).toBeDefined();
  });
});
