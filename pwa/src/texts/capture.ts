export { capture, eveningForm } from './first';
