export { doubles } from './deferred';
