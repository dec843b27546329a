export { firstLines } from './deferred';
export { type About, type FirstLines, lineOf } from './firstLines';
