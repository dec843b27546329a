import { said } from './language';

export const { doubles } = said<typeof import('./en/doubles')>();
