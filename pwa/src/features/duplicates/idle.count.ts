/** Who may be in the box twice: looked for once the list of people stands. */
export { duplicatesAmong } from './similarity';
