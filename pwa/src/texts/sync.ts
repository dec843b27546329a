export { sync } from './deferred';
