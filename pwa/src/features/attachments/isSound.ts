import type { Fields } from '../../records/kinds';

/** Whether an attachment is a recording; else it is a picture. */
export const isSound = ({ media_type }: Pick<Fields['attachment'], 'media_type'>): boolean =>
  media_type.startsWith('audio/');
