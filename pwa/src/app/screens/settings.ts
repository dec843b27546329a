/** Settings and signing in. One file together weighs less than one each. */
export { default as Settings } from '../../features/account/SettingsPage';
export { default as SignIn } from '../../features/account/SignInPage';
export { default as SignUp } from '../../features/account/SignUpPage';
export { default as Sync } from '../../features/sync/SyncPage';
