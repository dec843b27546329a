export { cards } from './deferred';
