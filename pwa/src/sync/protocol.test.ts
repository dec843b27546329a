import { expectTypeOf, it } from 'vitest';
import type * as api from '../records/api';
import type { Change, ChangeResult, PulledRecord, SyncRequest, SyncResponse } from './protocol';

it('requests and responses match the API document', () => {
  expectTypeOf<SyncRequest>().toExtend<api.SyncRequest>();
  expectTypeOf<Change>().toExtend<api.ChangeRequest>();
  expectTypeOf<api.SyncResponse>().toExtend<SyncResponse>();
  expectTypeOf<api.Result>().toExtend<ChangeResult>();
  expectTypeOf<api.PersonRecord>().toExtend<PulledRecord>();
});
