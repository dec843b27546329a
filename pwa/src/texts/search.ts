import { said } from './language';

export const { search } = said<typeof import('./en/search')>();
