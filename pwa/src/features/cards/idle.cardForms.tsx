/** The idle part with the forms for openers, promises and client cards. */
export { CardSheet } from './CardSheet';
export { PitchSheet } from './PitchSheet';
