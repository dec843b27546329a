import { said } from './language';

export const { account } = said<typeof import('./en/account')>();
