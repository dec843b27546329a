export { search } from './deferred';
