/** Who comes in from files, and what is taken out: done seldom, and of no less use without a network. */
export { default as Export } from '../../features/exchange/ExportPage';
export { default as Import } from '../../features/exchange/ImportPage';
