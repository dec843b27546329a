import { useEffect, useState } from 'preact/hooks';
import { bytesOf, dropFiles, fileOf, filesOf, keepFile } from '../../data/files';
import { openCurrent } from '../../data/open';
import { useLive } from '../../editing/useLive';
import { attachments as a } from '../../texts/attachments';
import { Button } from '../../ui/Button';
import { keepFocus } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { toastUndo } from '../../ui/Toast';
import { jotting, typed } from '../capture/jotting';
import { attach, detach, recover } from './attached';
import { canDictate, dictate, dictating, stopDictating, withSpoken } from './dictation';
import { keepPicture, type Why, whyOf } from './keep';
import { Meter, Microphone, whyNot } from './Microphone';
import { PictureButton } from './PictureButton';
import { Player } from './Player';
import { canRecord, record, recording } from './recorder';
import { Sign } from './Sign';
import { thumbnailUrl } from './thumbnail';
import './attachments.css';

/** The camera and the microphone at the field, and what is attached to the line. */
export function Tools() {
  const [busy, setBusy] = useState(0);
  const [why, setWhy] = useState<Why | null>(null);
  const { attached = [], text } = jotting.value;
  const now = recording.value;
  useEffect(() => {
    void recover().catch(() => undefined);
  }, []);

  const take = async (files: readonly File[]) => {
    setWhy(null);
    setBusy((n) => n + files.length);
    for (const file of files) {
      try {
        attach([(await keepPicture(file)).id]);
      } catch (error) {
        setWhy(whyOf(error));
      } finally {
        setBusy((n) => n - 1);
      }
    }
  };

  const begin = async () => {
    setWhy(null);
    try {
      attach([(await record(a.recording)).id]);
    } catch (error) {
      setWhy(whyNot(error));
    }
  };

  return (
    <>
      {(attached.length > 0 || busy > 0 || why || now) && (
        <div class="attached">
          {why && (
            <p class="error" role="alert">
              {a.refused[why]}
            </p>
          )}
          <Attached ids={attached.filter((id) => id !== now?.id)} busy={busy} />
          {now && <Meter {...now} />}
        </div>
      )}
      <PictureButton
        class="button icon tool"
        label={a.camera}
        capture
        onFiles={(files) => void take(files)}
      >
        <Sign sign="camera" />
      </PictureButton>
      {canRecord() && !dictating.value && (now || !text.trim()) && (
        <Microphone isOn={now !== null} onBegin={() => void begin()} />
      )}
      {!now && <Dictation onTrouble={setWhy} />}
    </>
  );
}

/** Turns speech into text of the line, if the phone recognises speech by itself. */
function Dictation({ onTrouble }: { onTrouble: (why: Why | null) => void }) {
  const [isThere, setThere] = useState(false);
  const isOn = dictating.value;
  useEffect(() => {
    void canDictate(navigator.language).then(setThere);
    return stopDictating;
  }, []);
  const begin = () => {
    onTrouble(null);
    dictate(
      navigator.language,
      (said) => typed(withSpoken(jotting.peek().text, said)),
      (error) => onTrouble(whyNot(error)),
    );
  };
  if (!isThere) return null;
  return (
    <Button
      class="icon tool speaks"
      look={isOn ? 'danger' : 'plain'}
      aria-pressed={isOn}
      aria-label={isOn ? a.stopSpeaking : a.speak}
      onPointerDown={keepFocus}
      onClick={isOn ? stopDictating : begin}
    >
      <Sign sign={isOn ? 'stop' : 'speak'} />
    </Button>
  );
}

/** What is attached to the line. Each can be removed. */
function Attached({ ids, busy }: { ids: readonly string[]; busy: number }) {
  const files =
    useLive(
      async () => filesOf((await openCurrent()).connection, ids),
      [],
      [ids.join(), recording.value?.id],
    ) ?? [];
  if (!files.length && !busy) return null;
  return (
    <ul class="gallery" aria-label={a.title}>
      {files.map((file) => (
        <li key={file.id} class="attachment">
          {file.thumbnail === null ? (
            <Player
              seconds={file.seconds}
              load={async () => (await held(file.id)).bytes ?? null}
              type={file.media_type}
            />
          ) : (
            <img src={thumbnailUrl(file.thumbnail)} alt={a.picture} />
          )}
          <Button
            class="icon off"
            aria-label={a.remove(file.called)}
            onClick={() => void remove(file.id)}
          >
            <Icon sign="close" size={1} />
          </Button>
        </li>
      ))}
      {Array.from({ length: busy }, (_, index) => (
        <li key={index} class="attachment busy">
          <span class="hidden">{a.keeping}</span>
        </li>
      ))}
    </ul>
  );
}

/** Removes an attachment. It was not saved yet, so it goes at once, and *Undo* restores it from memory. */
async function remove(id: string): Promise<void> {
  const { connection, file, bytes } = await held(id);
  detach(id);
  await dropFiles(connection, [id]);
  toastUndo(a.removed, () => {
    if (file && bytes) void keepFile(connection, file, bytes).then(() => attach([id]));
  });
}

/** Reads it again: a recording whose page was closed is finished only after the line has been drawn. */
async function held(id: string) {
  const { connection } = await openCurrent();
  const file = await fileOf(connection, id);
  return { connection, file, bytes: file && (await bytesOf(connection, file.sha256)) };
}
