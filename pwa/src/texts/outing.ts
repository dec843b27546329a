export { outing } from './deferred';
