export { attachments } from './idle';
