/** Writing the card of a client: done at home. */
export { PitchSheet } from './PitchSheet';
