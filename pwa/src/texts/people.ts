export { kindness, people, personForm, picker } from './deferred';
