import { said } from './language';

export const { trash, versions } = said<typeof import('./en/trash')>();
