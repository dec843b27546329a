export { about } from './idle';
