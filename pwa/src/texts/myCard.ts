export { myCard } from './idle';
