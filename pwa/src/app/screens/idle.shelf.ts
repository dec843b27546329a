/** The short pages on meeting people. */
export { default as Shelf } from '../../features/shelf/ShelfPage';
