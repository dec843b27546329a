/** The user's own card as a code, and the scanner. Often opened where there is no network. */
export { default as MyCard } from '../../features/myCard/MyCardPage';
export { default as Scan } from '../../features/myCard/ScanPage';
