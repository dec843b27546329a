export { keys } from './idle';
