export * from './devices';
export * from './exchange';
export * from './keys';
export * from './myCard';
export * from './programs';
export * from './shelf';
export * from './shortcuts';
