/** Screens about the account and the app. They are opened seldom. */
export { default as About } from '../../features/account/AboutPage';
export { default as Devices } from '../../features/account/DevicesPage';
