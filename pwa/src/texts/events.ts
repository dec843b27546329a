import { said } from './language';

export const { events } = said<typeof import('./en/events')>();
