/** Signing in with a phone's own key: fetched when the phone is idle, and of no use without a network. */
export { signInWithPasskey } from './passkeys';
