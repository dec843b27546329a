import { said } from './language';

export { type About, type FirstLines, lineOf } from './lines';

export const { firstLines } = said<typeof import('./en/firstLine')>();
