/** The texts of the first screen, loaded with it. */
export * from './capture';
export * from './index';
