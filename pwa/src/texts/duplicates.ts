export { duplicates } from './deferred';
