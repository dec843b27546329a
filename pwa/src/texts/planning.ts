export { planning } from './idle';
