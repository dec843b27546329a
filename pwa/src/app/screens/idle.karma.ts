/** The karma ledger, introductions and duplicates. */
export { default as Duplicates } from '../../features/duplicates/DuplicatesPage';
export { default as Introductions } from '../../features/karma/IntroductionsPage';
export { default as Karma } from '../../features/karma/KarmaPage';
