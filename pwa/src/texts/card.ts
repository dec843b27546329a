export { card } from './idle';
