/** Passwords, passkeys and codes. They are opened seldom, and need a network. */
export { default as Activity } from '../../features/keys/ActivityPage';
export { default as Forgot } from '../../features/keys/ForgotPage';
export { default as Keys } from '../../features/keys/KeysPage';
