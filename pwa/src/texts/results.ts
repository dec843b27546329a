export { results } from './idle';
