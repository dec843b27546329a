/** What is about the account, and this app, and seldom looked at. */
export { default as About } from '../../features/account/AboutPage';
export { default as Devices } from '../../features/account/DevicesPage';
