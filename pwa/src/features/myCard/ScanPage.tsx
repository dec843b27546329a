import { useRef, useState } from 'preact/hooks';
import { myCard as m } from '../../texts/myCard';
import { Button } from '../../ui/Button';
import { go } from '../../ui/navigation';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { isBlank, jot, jotting, keepDraft } from '../capture/jotting';
import { look } from '../exchange/importing';
import { stage } from '../exchange/importState';
import { decode } from './decoder';
import { scanned } from './scanned';
import { useCamera } from './useCamera';
import './myCard.css';

/** Handles a scanned code: a person is put into the field, an event is offered. */
export async function follow(code: string): Promise<void> {
  const read = await scanned(code);
  if (read.what === 'evening' || read.what === 'calendar') {
    if (read.what === 'calendar') void look({ file: new Blob([read.text]), name: m.code });
    else
      stage.value = {
        at: 'events',
        events: [{ fields: read.event, isFloating: false, isRepeated: false }],
      };
    go('/settings/import', true);
    return;
  }
  await keepDraft();
  // A line that is being typed is not overwritten.
  if (!isBlank(jotting.peek())) toast(m.waits);
  else if (read.what === 'person') {
    jot({ text: read.text, contact: read.contact });
    if (read.isGuess) toast(m.guess);
  } else jot({ text: read.text, reading: 'note' });
  go('/', true);
}

/** Scans a code with the camera, or from a picture. */
export default function ScanPage() {
  const video = useRef<HTMLVideoElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState<string>();
  const works = useCamera(video, (text) => void follow(text));
  const readPicture = async (picture: File) => {
    setTrouble(m.reading);
    const text = await decode(picture).catch(() => null);
    if (text) await follow(text);
    else setTrouble(m.noCode);
  };
  return (
    <Page
      title={m.scan}
      back="/my-card"
      reach={
        <Button look="primary" wide onClick={() => input.current?.click()}>
          {m.picture}
        </Button>
      }
    >
      {works ? (
        <video ref={video} class="seen" muted playsInline aria-label={m.camera} />
      ) : (
        // As high as the camera's picture, so that nothing moves.
        <p role="status" class="seen">
          {m.noCamera}
        </p>
      )}
      <p class="soft">{m.hint}</p>
      <p role="status">{trouble}</p>
      <input
        ref={input}
        type="file"
        class="hidden"
        tabIndex={-1}
        aria-label={m.picture}
        accept="image/*"
        capture="environment"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file) void readPicture(file);
        }}
      />
    </Page>
  );
}
