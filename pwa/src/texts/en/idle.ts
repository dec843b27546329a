/** What is said by the parts that a phone fetches when it is idle; see docs/architecture.md. */
export * from './devices';
export * from './keys';
export * from './programs';
export * from './shelf';
