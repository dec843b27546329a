/** What one reads in a quiet minute. */
export { default as Shelf } from '../../features/shelf/ShelfPage';
