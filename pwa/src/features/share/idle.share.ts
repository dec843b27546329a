/** What somebody shares to the app is read by code that is seldom needed. */
export { takeShared } from './take';
