/** A good turn is written down in a quiet minute. */
export { GoodTurnSheet } from './GoodTurnSheet';
