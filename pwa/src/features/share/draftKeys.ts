/** Under which drafts the worker keeps what is shared, until a page takes it. */
export const SHARED = 'shared:';
