/** The texts of the parts that a phone fetches when it is idle; see docs/architecture.md. */
export * from './about';
export * from './attachments';
export * from './card';
export * from './deleteAccount';
export * from './devices';
export * from './exchange';
export * from './introductions';
export * from './keys';
export * from './myCard';
export * from './planning';
export * from './programs';
export * from './results';
export * from './shelf';
export * from './shortcuts';
