/** Screens used around an evening. One file together weighs less than one each. */
export { default as Asked } from '../../features/cards/AskedPage';
export { default as Card } from '../../features/cards/CardPage';
export { default as Cards } from '../../features/cards/CardsPage';
export { default as After } from '../../features/evening/AfterPage';
export { default as Before } from '../../features/evening/BeforePage';
