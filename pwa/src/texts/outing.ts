import { said } from './language';

export const { outing } = said<typeof import('./en/outing')>();
