/** What is written at home: openers, promises, and what to say about a client. */
export { CardSheet } from './CardSheet';
export { PitchSheet } from './PitchSheet';
