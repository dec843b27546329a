/** What of the account is of no use without a network. */
export { default as Devices } from '../../features/account/DevicesPage';
