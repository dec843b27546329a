import { said } from './language';

export const { karma, introductions } = said<typeof import('./en/karma')>();
