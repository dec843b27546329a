/** What came back, who introduced whom, and who may be one person: looked at in a quiet hour. */
export { default as Duplicates } from '../../features/duplicates/DuplicatesPage';
export { default as Introductions } from '../../features/karma/IntroductionsPage';
export { default as Karma } from '../../features/karma/KarmaPage';
