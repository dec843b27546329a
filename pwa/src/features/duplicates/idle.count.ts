/** The idle part that counts duplicates, for the list of people. */
export { duplicatesAmong } from './similarity';
