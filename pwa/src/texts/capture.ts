export { capture, evening } from './first';
