/** The texts of all other screens, loaded with the first of them. */
export * from './account';
export * from './cards';
export * from './duplicates';
export * from './evening';
export * from './events';
export * from './firstLine';
export * from './followups';
export * from './idleParts';
export * from './karma';
export * from './notes';
export * from './people';
export * from './search';
export * from './sync';
export * from './trash';
