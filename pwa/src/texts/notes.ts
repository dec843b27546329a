import { said } from './language';

export const { notes } = said<typeof import('./en/notes')>();
