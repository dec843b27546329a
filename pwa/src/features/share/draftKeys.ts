/** Under which drafts the worker keeps what is shared, until a page takes it. */
export const SHARED = 'shared:';
/** And a file to be looked at where people are brought in, among what an account's database says of itself. */
export const SHARED_FILE = 'import-shared';

export interface SharedFile {
  name: string;
  bytes: ArrayBuffer;
}
