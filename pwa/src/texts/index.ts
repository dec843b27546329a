/** The words every screen shares. Those of a part of the app stand in its file beside this one. */
export { t } from './first';
