import { said } from './language';

export const { people, personForm, picker, kindness } = said<typeof import('./en/people')>();
