export { karma } from './deferred';
