import { said } from './language';

export const { karma } = said<typeof import('./en/karma')>();
