export { trash, versions } from './deferred';
