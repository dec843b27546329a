/** What opens the account: looked at seldom, and of no use without a network. */
export { default as Activity } from '../../features/keys/ActivityPage';
export { default as Forgot } from '../../features/keys/ForgotPage';
export { default as Keys } from '../../features/keys/KeysPage';
