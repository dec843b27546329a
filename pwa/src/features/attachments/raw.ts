/** Turns a picture or recording that another app shared into what the app itself would have made. */
import { bytesOf, dropFiles, fileOf, hashOf, keepFile } from '../../data/files';
import { openCurrent } from '../../data/open';
import { isSound } from './isSound';
import { shrunk } from './shrinking';

/** Returns whether it is kept; only pictures and recordings are. `called`: see `StoredFile`. */
export async function ripen(
  id: string,
  called: { picture: string; recording: string },
): Promise<boolean> {
  const { connection } = await openCurrent();
  const file = await fileOf(connection, id);
  if (file?.state !== 'raw') return file !== undefined;
  const bytes = await bytesOf(connection, file.sha256);
  if (!bytes) return false;
  const sound = isSound(file);
  let made: Awaited<ReturnType<typeof shrunk>> | undefined;
  try {
    if (!sound) made = await shrunk(new Blob([bytes], { type: file.media_type }));
  } catch {
    await dropFiles(connection, [id]);
    return false;
  }
  const { bytes: whole, ...said } = made ?? { bytes };
  await dropFiles(connection, [id]);
  await keepFile(
    connection,
    {
      ...file,
      ...said,
      sha256: await hashOf(whole),
      bytes: whole.byteLength,
      state: 'here',
      called: sound ? called.recording : called.picture,
    },
    whole,
  );
  return true;
}
