/** Import and export. They are opened seldom, and work without a network. */
export { default as Export } from '../../features/exchange/ExportPage';
export { default as Import } from '../../features/exchange/ImportPage';
