export { exchange } from './idle';
