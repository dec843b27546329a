/** The texts that all screens share. Those of one part of the app are in a file next to this one. */
export { t } from './first';
