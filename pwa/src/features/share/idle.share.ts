/** The idle part that reads what other apps share. */
export { offerShared } from './offerShared';
