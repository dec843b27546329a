export { devices } from './idle';
