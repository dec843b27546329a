export { introductions, karma } from './deferred';
