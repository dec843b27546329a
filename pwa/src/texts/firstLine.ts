import { said } from './language';

export { type About, type FirstLines, lineOf } from './firstLines';

export const { firstLines } = said<typeof import('./en/firstLine')>();
