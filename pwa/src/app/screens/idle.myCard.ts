/** One's own card as a code, and the codes of others: opened at the mixer, where there is no network. */
export { default as MyCard } from '../../features/myCard/MyCardPage';
export { default as Scan } from '../../features/myCard/ScanPage';
