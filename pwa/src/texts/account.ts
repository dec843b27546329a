export { account } from './deferred';
