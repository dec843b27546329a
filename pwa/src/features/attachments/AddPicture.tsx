import { useState } from 'preact/hooks';
import { attachmentDraft } from '../../data/files';
import { openStore } from '../../data/open';
import type { Draft } from '../../records/kinds';
import { attachments as a } from '../../texts/attachments';
import { keepPicture, type Why, whyOf } from './keep';
import { Sign } from './Sign';
import './attachments.css';

type Props = {
  /** The note or the person that it belongs to. */
  of: string;
  /** It is a person's, and becomes their face; `had`: they have one already. */
  photo?: { had: boolean };
};

/** A picture of the camera or of the library, saved at once. */
export function AddPicture({ of, photo }: Props) {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Why | null>(null);
  const take = async (files: readonly File[]) => {
    setWhy(null);
    setBusy(true);
    try {
      for (const from of files) {
        const file = await keepPicture(from, { asPhoto: photo !== undefined });
        const drafts: Draft[] = [attachmentDraft(file, of)];
        if (photo) drafts.push({ kind: 'person', record: of, set: { photo: file.id } });
        await (await openStore()).write(drafts);
      }
    } catch (error) {
      setWhy(whyOf(error));
    } finally {
      setBusy(false);
    }
  };
  const label = photo ? (photo.had ? a.changePhoto : a.addPhoto) : a.add;
  return (
    <>
      <label class="chip add-picture" aria-busy={busy}>
        <input
          class="hidden"
          type="file"
          accept="image/*"
          multiple={!photo}
          disabled={busy}
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            currentTarget.value = '';
            if (files.length) void take(files);
          }}
        />
        <Sign sign="camera" size={1} /> {busy ? a.keeping : label}
      </label>
      {why && (
        <p class="error" role="alert">
          {a.refused[why]}
        </p>
      )}
    </>
  );
}
