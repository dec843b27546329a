import { said } from './language';

export const { followups } = said<typeof import('./en/followups')>();
