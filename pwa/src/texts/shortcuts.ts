export { shortcuts } from './idle';
