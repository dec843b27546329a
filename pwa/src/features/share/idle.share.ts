/** The idle part that reads what other apps share. */
export { takeShared } from './take';
