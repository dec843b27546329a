export { programs } from './idle';
