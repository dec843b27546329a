import { said } from './language';

export const { trash } = said<typeof import('./en/trash')>();
