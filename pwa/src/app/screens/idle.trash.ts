/** The trash. */
export { default as Trash } from '../../features/trash/TrashPage';
