/** Pictures and recordings: all that takes, keeps and shows them. */
export { AddPicture } from './AddPicture';
export { Gallery } from './Gallery';
export { Photo, SmallPhoto } from './Photo';
export { StorageUse } from './StorageUse';
export { Tools } from './Tools';
