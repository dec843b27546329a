import { expectTypeOf, it } from 'vitest';
import type * as api from '../records/api';
import type { Change, ChangeResult, PulledRecord, SyncRequest, SyncResponse } from './protocol';

it('what is sent and read is what the API document says', () => {
  expectTypeOf<SyncRequest>().toExtend<api.SyncRequest>();
  expectTypeOf<Change>().toExtend<api.ChangeRequest>();
  expectTypeOf<api.SyncResponse>().toExtend<SyncResponse>();
  expectTypeOf<api.Result>().toExtend<ChangeResult>();
  expectTypeOf<api.PersonRecord>().toExtend<PulledRecord>();
});
