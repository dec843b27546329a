export * from './devices';
export * from './keys';
export * from './programs';
export * from './shelf';
