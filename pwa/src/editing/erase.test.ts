import { beforeEach, expect, test, vi } from 'vitest';
import type { Draft, Row } from '../records/kinds';

const note = { kind: 'note', id: 'n1', fields: { person_ids: ['p1'] } } as unknown as Row<'note'>;

let disk: PromiseWithResolvers<void>;
const written: Draft[][] = [];
const undo = vi.fn();
vi.mock('../data/open', () => ({
  openStore: async () => ({
    write: async (drafts: Draft[]) => {
      written.push(drafts);
      await disk.promise;
      return undo;
    },
  }),
}));
const { toastUndo } = vi.hoisted(() => ({ toastUndo: vi.fn() }));
vi.mock('../ui/Toast', () => ({ toastUndo }));

const { erase } = await import('./erase');
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  disk = Promise.withResolvers();
  written.length = 0;
  toastUndo.mockReset();
});

test('the screen is left, and the deletion announced, only after it was stored', async () => {
  const leave = vi.fn();
  const erased = erase(note, 'gone', leave);
  await settled();
  expect(written).toEqual([[{ kind: 'note', record: 'n1', delete: true }]]);
  expect(leave).not.toHaveBeenCalled();
  expect(toastUndo).not.toHaveBeenCalled();

  disk.resolve();
  await erased;
  expect(leave).toHaveBeenCalledOnce();
  expect(toastUndo).toHaveBeenCalledWith('gone', expect.any(Function));
});

test('the screen stays and says so if the deletion cannot be stored, and can be tapped again', async () => {
  const leave = vi.fn();
  disk.reject(new Error('the disk is full'));
  // app/afterFirstPaint.ts tells the user of what rejects here.
  await expect(erase(note, 'gone', leave)).rejects.toThrow('the disk is full');
  expect(leave).not.toHaveBeenCalled();
  expect(toastUndo).not.toHaveBeenCalled();

  disk = Promise.withResolvers();
  disk.resolve();
  await erase(note, 'gone', leave);
  expect(leave).toHaveBeenCalledOnce();
});

test('a second tap on a slow disk deletes nothing twice, and goes back once', async () => {
  const leave = vi.fn();
  const taps = [erase(note, 'gone', leave), erase(note, 'gone', leave)];
  await settled();
  disk.resolve();
  await Promise.all(taps);
  expect(written).toHaveLength(1);
  expect(leave).toHaveBeenCalledOnce();
});

test('undo is what the store returned for the deletion', async () => {
  disk.resolve();
  await erase(note, 'gone');
  expect(toastUndo.mock.calls[0]?.[1]).toBe(undo);
});
