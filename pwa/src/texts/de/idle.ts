export * from './devices';
export * from './programs';
