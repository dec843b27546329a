import { said } from './language';

export type { About, FirstLines } from './en/firstLine';

export const { firstLines, lineOf } = said<typeof import('./en/firstLine')>();
