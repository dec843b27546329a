/** What was deleted: looked for seldom, and not in the first minute. */
export { default as Trash } from '../../features/trash/TrashPage';
