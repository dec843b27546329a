import { useEffect, useRef, useState } from 'preact/hooks';
import { attachmentDraft, fileOf } from '../../data/files';
import { openCurrent, openStore } from '../../data/open';
import type { Draft } from '../../records/kinds';
import { attachments as a } from '../../texts/attachments';
import { keepPicture, type Why, whyOf } from './keep';
import { Meter, Microphone, whyNot } from './Microphone';
import { PictureButton } from './PictureButton';
import { canRecord, record, recording, stopRecording } from './recorder';
import { Sign } from './Sign';
import './attachments.css';

type Props = {
  /** The id of the note or the person that it belongs to. */
  of: string;
  /** It becomes a person's photo; `had`: they have one already. */
  photo?: { had: boolean };
};

/** Adds a picture from the camera or the library, or a recording. Each is saved at once. */
export function AddPicture({ of, photo }: Props) {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Why | null>(null);
  const take = async (files: readonly File[]) => {
    setWhy(null);
    setBusy(true);
    try {
      for (const from of files) {
        const file = await keepPicture(from);
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
      <PictureButton
        class="chip add-picture"
        multiple={!photo}
        busy={busy}
        onFiles={(files) => void take(files)}
      >
        <Sign sign="camera" size={1} /> {busy ? a.keeping : label}
      </PictureButton>
      {!photo && canRecord() && <AddRecording of={of} onTrouble={setWhy} />}
      {why && (
        <p class="error" role="alert">
          {a.refused[why]}
        </p>
      )}
    </>
  );
}

type AddRecordingProps = { of: string; onTrouble: (why: Why | null) => void };

/** Adds a recording as soon as it is ended. Leaving the page ends it too. */
function AddRecording({ of, onTrouble }: AddRecordingProps) {
  const mine = useRef('');
  const now = recording.value;
  const isOn = now !== null && now.id === mine.current;
  const isGone = useRef(false);
  const end = () => {
    if (recording.peek()?.id === mine.current) void stopRecording();
  };
  useEffect(
    () => () => {
      isGone.current = true;
      end();
    },
    [],
  );
  const begin = async () => {
    onTrouble(null);
    try {
      const { id, ended } = await record(a.recording);
      mine.current = id;
      // The system's permission dialog was still open when the page was left.
      if (isGone.current) end();
      await ended;
      await addRecording(id, of);
    } catch (error) {
      onTrouble(whyNot(error));
    }
  };
  return (
    <div class="add-recording">
      <Microphone isOn={isOn} onBegin={() => void begin()} />
      {isOn && <Meter {...now} />}
    </div>
  );
}

/** Attaches a finished recording to a note or a person. If nothing was recorded, does nothing. */
export async function addRecording(id: string, of: string): Promise<void> {
  const { connection, store } = await openCurrent();
  const file = await fileOf(connection, id);
  if (file?.state === 'here') await store.write([attachmentDraft(file, of)]);
}
