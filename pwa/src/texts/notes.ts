export { notes } from './deferred';
