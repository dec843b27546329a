/** What one has at hand around an evening. In one file: it weighs less so. */
export { default as Asked } from '../../features/cards/AskedPage';
export { default as Card } from '../../features/cards/CardPage';
export { default as Cards } from '../../features/cards/CardsPage';
export { default as After } from '../../features/evening/AfterPage';
export { default as Before } from '../../features/evening/BeforePage';
