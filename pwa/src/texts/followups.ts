export { followups } from './deferred';
