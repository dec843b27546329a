export { shelf } from './idle';
