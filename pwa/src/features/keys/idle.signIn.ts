/** The idle part for signing in with a passkey. It needs a network anyway. */
export { signInWithPasskey } from './passkeys';
