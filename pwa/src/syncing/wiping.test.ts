import { expect, it, vi } from 'vitest';
import { Engine, type SyncStore } from '../sync/engine';
import type { SyncRequest, SyncResponse } from '../sync/protocol';
import { phone, wiping } from './wiping';

const answer: SyncResponse = {
  results: [],
  records: [],
  cursor: null,
  more: false,
  reset: false,
  wipe: true,
};

function storeOf(waiting: string[]): SyncStore {
  return {
    next: async (limit) =>
      ({ changes: waiting.slice(0, limit).map((id) => ({ id })), cursor: null }) as SyncRequest,
    applyResponse: async (request) => {
      waiting.splice(0, request.changes.length);
      return { moved: request.changes.length > 0, more: waiting.length > 0 };
    },
    park: async () => undefined,
    broughtBack: async () => undefined,
    forgotten: async () => undefined,
  };
}

it('waiting changes are sent before the phone is wiped', async () => {
  const waiting = ['a', 'b'];
  const sent: number[] = [];
  const engine = new Engine(
    storeOf(waiting),
    async (request) => {
      sent.push(request.changes.length);
      return { kind: 'ok', response: answer };
    },
    async () => ({ kind: 'done' }),
  );
  expect((await engine.sync()).state).toBe('wipe');
  expect(sent).toEqual([2, 0]);
  expect(waiting).toEqual([]);
});

it('the state `wipe` makes the page wipe its data once, and other states do not', async () => {
  phone.wipe = vi.fn(async () => undefined);
  expect(wiping({ state: 'idle' })).toEqual({ state: 'idle' });
  expect(wiping({ state: 'wipe' })).toEqual({ state: 'signed_out' });
  await phone.wiping;
  expect(phone.wipe).toHaveBeenCalledTimes(1);
});
