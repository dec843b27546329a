export { introductions } from './idle';
