/** What the first screen says: these load with it. */
export * from './capture';
export * from './index';
