import { describe, expect, it } from 'vitest';
import type { StoredFile } from '../data/database';
import { bytesOf, fileOf } from '../data/files';
import { bringAll, tidyUp } from './bytes';
import { freshRig, hereOnly, isBrought, KNOWS, rig, saved, sync, taken, world } from './bytesRig';

freshRig();

const DAY = 86_400_000;

describe('a picture', () => {
  it('is uploaded after its record, never before', async () => {
    const file = await saved(await taken());
    expect(await bringAll(world())).toBeUndefined();
    expect(rig.room.log).toEqual([]);
    expect(await hereOnly()).toBe(1);
    await sync(KNOWS);
    await sync(KNOWS);
    await bringAll(world());
    expect(await isBrought(file)).toBe(true);
    expect(await hereOnly()).toBe(0);
    expect([...new Uint8Array(rig.room.blobs.get(file.sha256) ?? [])].length).toBe(1000);
  });

  it('waits without being parked until the server knows attachments', async () => {
    const file = await saved(await taken());
    const first = await sync();
    expect(first.changes.map(({ kind }) => kind)).toEqual(['note']);
    await bringAll(world());
    expect([rig.room.log, await rig.held.store.counts()]).toEqual([[], { waiting: 1, parked: 0 }]);
    await sync(KNOWS);
    await sync(KNOWS);
    await bringAll(world());
    expect(await isBrought(file)).toBe(true);
  });

  it('in a draft is not uploaded and not counted', async () => {
    const file = await taken();
    await bringAll(world());
    await tidyUp(world());
    expect([rig.room.log, await hereOnly()]).toEqual([[], 0]);
    expect(await bytesOf(rig.held.connection, file.sha256)).toBeDefined();
  });

  it('that the server has already is not uploaded twice from two notes or phones', async () => {
    await sync(KNOWS);
    const [one, other] = [await saved(await taken()), await saved(await taken())];
    expect(one.sha256).toBe(other.sha256);
    await sync(KNOWS);
    await bringAll(world());
    expect([await isBrought(one), await isBrought(other), rig.room.begun]).toEqual([true, true, 1]);
  });

  it('lets records go first before each piece', async () => {
    await sync(KNOWS);
    await saved(await taken(700_000));
    await sync(KNOWS);
    let turns = 0;
    await bringAll(world({ turn: async () => void turns++ }));
    expect([turns, rig.room.log.filter((each) => each.startsWith('PATCH')).length]).toEqual([4, 3]);
  });

  it('of one piece is sent in the same request that announces it', async () => {
    rig.room.along = 'yes';
    await sync(KNOWS);
    const small = await saved(await taken(1000));
    rig.clock += 1; // the oldest goes first
    const large = await saved(await taken(300_000, 7));
    await sync(KNOWS);
    await bringAll(world());
    expect([await isBrought(small), await isBrought(large)]).toEqual([true, true]);
    const journeys = ['HEAD sha256', 'POST blobs'];
    expect(rig.room.log).toEqual([...journeys, ...journeys, 'PATCH upload', 'PATCH upload']);
  });

  it('is sent without asking first once the server is known to accept one request', async () => {
    rig.room.along = 'yes';
    await sync(KNOWS);
    const files: StoredFile[] = [];
    for (let seed = 1; seed <= 3; seed++) {
      files.push(await saved(await taken(1000, seed)));
      rig.clock += 1;
    }
    await sync(KNOWS);
    await bringAll(world());
    expect(await Promise.all(files.map(isBrought))).toEqual([true, true, true]);
    expect(rig.room.log).toEqual(['HEAD sha256', 'POST blobs', 'POST blobs', 'POST blobs']);
  });

  it('whose answer was lost is looked up before it is sent again', async () => {
    rig.room.along = 'yes';
    await sync(KNOWS);
    await saved(await taken(1000, 1));
    rig.clock += 1;
    const second = await saved(await taken(1000, 2));
    await sync(KNOWS);
    rig.room.fate = ({ method }) =>
      method === 'POST' && rig.room.blobs.size === 1 ? 'lost' : 'through';
    expect((await bringAll(world()))?.state).toBe('later');
    rig.room.log = [];
    await bringAll(world());
    expect([await isBrought(second), rig.room.log]).toEqual([true, ['HEAD sha256']]);
  });

  it('arrives on a network that breaks each upload', async () => {
    rig.room.along = 'yes';
    await sync(KNOWS);
    const file = await saved(await taken(1000));
    await sync(KNOWS);
    rig.room.fate = ({ body }) => (body ? 300 : 'through');
    for (let evening = 0; evening < 6; evening++) await bringAll(world());
    expect(await isBrought(file)).toBe(true);
    expect(rig.room.log.filter((each) => each.startsWith('PATCH'))).toHaveLength(4);
  });

  it('is uploaded in pieces if an older server stands beside a newer one', async () => {
    rig.room.along = 'on some';
    await sync(KNOWS);
    const file = await saved(await taken());
    await sync(KNOWS);
    await bringAll(world());
    expect(await isBrought(file)).toBe(true);
    const again = ['HEAD sha256', 'POST blobs'];
    expect(rig.room.log).toEqual([...again, ...again, 'PATCH upload']);
  });

  it('for which the server has no space stays, delays nothing, and is tried again later', async () => {
    await sync(KNOWS);
    const file = await saved(await taken());
    await sync(KNOWS);
    rig.room.full = true;
    expect(await bringAll(world())).toBeUndefined();
    expect((await fileOf(rig.held.connection, file.id))?.refused?.status).toBe(507);
    rig.room.full = false;
    await bringAll(world());
    expect(await isBrought(file)).toBe(false);
    rig.clock += DAY;
    await bringAll(world());
    expect(await isBrought(file)).toBe(true);
  });
});

/** Returns pseudo-random numbers from a seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

it.each([1, 2, 3, 4])(
  'with three of ten connections broken, all pictures arrive whole and once (%i)',
  async (seed) => {
    const roll = dice(seed);
    rig.room.fate = () =>
      roll() > 0.3 ? 'through' : roll() > 0.5 ? 'lost' : Math.floor(roll() * 262_144);
    rig.room.along = seed % 2 === 0 ? 'yes' : 'no';
    await sync(KNOWS);
    const files: StoredFile[] = [];
    for (let at = 0; at < 8; at++) {
      files.push(await saved(await taken(1000 + Math.floor(roll() * 600_000), at + 1)));
    }
    await sync(KNOWS);
    for (let tries = 0; tries < 400 && (await hereOnly()) > 0; tries++) await bringAll(world());
    expect(await hereOnly()).toBe(0);
    expect([...rig.room.blobs.keys()].sort()).toEqual(files.map(({ sha256 }) => sha256).sort());
    for (const { sha256, bytes } of files) expect(rig.room.blobs.get(sha256)?.length).toBe(bytes);
  },
);
