/** The idle part that edits a good turn. */
export { GoodTurnSheet } from './GoodTurnSheet';
