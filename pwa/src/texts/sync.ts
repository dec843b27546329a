import { said } from './language';

export const { sync } = said<typeof import('./en/sync')>();
