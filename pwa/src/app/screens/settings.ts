/** What is about oneself and this phone. In one file: it weighs less so. */
export { default as Settings } from '../../features/account/SettingsPage';
export { default as SignIn } from '../../features/account/SignInPage';
export { default as SignUp } from '../../features/account/SignUpPage';
export { default as Sync } from '../../features/sync/SyncPage';
