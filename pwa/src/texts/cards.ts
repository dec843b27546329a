import { said } from './language';

export const { cards } = said<typeof import('./en/cards')>();
