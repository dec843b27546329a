export { events } from './deferred';
