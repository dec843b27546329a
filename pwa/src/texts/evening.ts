export { evening } from './deferred';
