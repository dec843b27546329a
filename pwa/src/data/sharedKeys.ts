/** The prefix of drafts in which the worker stores what is shared, until a page takes it. */
export const SHARED = 'shared:';
/** The key in `meta` of a shared file to be imported. */
export const SHARED_FILE = 'import-shared';

export interface SharedFile {
  name: string;
  bytes: ArrayBuffer;
}
