export { idleParts } from './deferred';
