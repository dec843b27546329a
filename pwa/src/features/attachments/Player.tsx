import { useEffect, useRef, useState } from 'preact/hooks';
import { attachments as a } from '../../texts/attachments';
import { Button } from '../../ui/Button';
import { Sign } from './Sign';
import { clock } from './thumbnail';

type Props = {
  /** The duration; null if unknown. */
  seconds: number | null;
  type: string;
  /** Loads the bytes when the user wants to play; null if they are not available, which is said elsewhere. */
  load: () => Promise<ArrayBuffer | null>;
};

/** Plays a recording, at normal or 1.5 times the speed. */
export function Player({ seconds, type, load }: Props) {
  const audio = useRef<HTMLAudioElement | null>(null);
  const address = useRef('');
  const [at, setAt] = useState(0);
  const [isOn, setOn] = useState(false);
  const [rate, setRate] = useState(1);
  const end = () => {
    audio.current?.pause();
    audio.current = null;
    URL.revokeObjectURL(address.current);
  };
  useEffect(() => end, []);

  const play = async () => {
    if (!audio.current) {
      const bytes = await load();
      if (!bytes) return;
      // Only audio is played, whatever type the record has.
      const media = /^audio\//.test(type) ? type : 'audio/mp4';
      address.current = URL.createObjectURL(new Blob([bytes], { type: media }));
      const made = new Audio(address.current);
      made.ontimeupdate = () => setAt(made.currentTime);
      made.onpause = () => setOn(false);
      made.onplay = () => setOn(true);
      audio.current = made;
    }
    audio.current.playbackRate = rate;
    await audio.current.play().catch(() => setOn(false));
  };
  const faster = () => {
    const next = rate === 1 ? 1.5 : 1;
    setRate(next);
    if (audio.current) audio.current.playbackRate = next;
  };
  return (
    <span class="player">
      <Button
        class="icon"
        aria-label={isOn ? a.pause : a.play}
        onClick={() => (isOn ? audio.current?.pause() : void play())}
      >
        <Sign sign={isOn ? 'pause' : 'play'} />
      </Button>
      <span class="soft">{clock(isOn || at ? at : (seconds ?? 0))}</span>
      <Button aria-label={a.speed(`${rate}×`)} onClick={faster}>
        {rate}×
      </Button>
    </span>
  );
}
