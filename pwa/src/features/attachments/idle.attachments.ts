/** The idle part for pictures and recordings: everything that takes, stores and shows them. */
export { AddPicture } from './AddPicture';
export { Gallery } from './Gallery';
export { Photo, SmallPhoto } from './Photo';
export { StorageUse } from './StorageUse';
export { Tools } from './Tools';
