/** Records sound. Each second is on the disk a moment later. */
import { signal } from '@preact/signals';
import { finishRecording, keepFile, keepPiece, recorders } from '../../data/files';
import { openCurrent } from '../../data/open';
import { newId } from '../../records/uuid';
import { withRoom } from './keep';

/** The state of the recording; null if none is running. */
export const recording = signal<{
  id: string;
  seconds: number;
  level: number;
  /** A phone call has the microphone. Recording continues afterwards. */
  isHeld: boolean;
} | null>(null);

/**
 * The first type the browser supports is used. iPhones play only the first two; all other devices play them
 * too.
 */
const TYPES = ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg'];
/** The bit rate: enough for speech, about 200 KB per minute. */
const BITS = 24_000;
const PIECE = 1_000;
/** The longest recording. The server accepts 25 MB, about two hours. */
const MOST_SECONDS = 7_000;

const lockOf = (id: string): string => `karmadex-recording-${id}`;

/**
 * Returns the type to record. WebKitGTK (seen in 2.50) has a MediaRecorder that supports none, and cannot
 * record.
 */
const typeHere = (): string | undefined =>
  TYPES.find((one) => globalThis.MediaRecorder?.isTypeSupported(one));

export const canRecord = (): boolean =>
  navigator.mediaDevices?.getUserMedia !== undefined && typeHere() !== undefined;

/**
 * Starts to record, after the system has given permission. `called`: the text of a note that is only this
 * recording. `ended` resolves once all of it is on the disk.
 */
export async function record(called: string): Promise<{ id: string; ended: Promise<void> }> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = typeHere();
  const recorder = new MediaRecorder(stream, {
    ...(type && { mimeType: type }),
    audioBitsPerSecond: BITS,
  });
  const { connection } = await openCurrent();
  const id = newId();
  const startedAt = Date.now();
  let [spoken, since] = [0, startedAt];
  const isHeld = (): boolean => recorder.state === 'paused';
  const seconds = (): number =>
    Math.round((spoken + (isHeld() ? 0 : Date.now() - since)) / 100) / 10;
  await keepFile(
    connection,
    {
      id,
      state: 'recording',
      sha256: id,
      media_type: recorder.mimeType || type || 'audio/webm',
      bytes: 0,
      width: null,
      height: null,
      seconds: 0,
      thumbnail: null,
      captured_at: startedAt,
      called,
      used_at: startedAt,
    },
    new ArrayBuffer(0),
  );
  const stop = (): void => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const show = (level: number): void => {
    recording.value = { id, seconds: seconds(), level, isHeld: isHeld() };
    if (seconds() > MOST_SECONDS) stop();
  };
  show(0);
  const stopMeter = meter(stream, show);

  // Pieces are written one after the other.
  let kept: Promise<unknown> = Promise.resolve();
  let pieces = 0;
  recorder.ondataavailable = ({ data }) => {
    if (!data.size) return;
    const [number, until] = [pieces++, seconds()];
    kept = kept
      .then(() => data.arrayBuffer())
      .then((piece) => withRoom(connection, () => keepPiece(connection, id, number, piece, until)))
      // A piece that found no space is lost; earlier ones are kept.
      .catch(stop);
  };
  // When the page is hidden it may be suspended or ended at any time, so the pending sound is requested.
  const save = (): void => {
    if (recorder.state !== 'inactive') recorder.requestData();
  };
  document.addEventListener('visibilitychange', save);
  const ended = new Promise<void>((go) => {
    recorder.onstop = () => {
      stopMeter();
      document.removeEventListener('visibilitychange', save);
      for (const track of stream.getTracks()) track.stop();
      void kept
        .then(() => withRoom(connection, () => finishRecording(connection, id)))
        // The pieces are on the disk; the next start finishes the recording.
        .catch(() => undefined)
        .then(() => {
          // Whoever plays or saves the recording waits for this.
          recorders.delete(id);
          recording.value = null;
          go();
        });
    };
  });
  recorders.set(id, async () => {
    stop();
    await ended;
  });
  // If the lock is free, the page that recorded is gone, and another page finishes the recording.
  void navigator.locks?.request(lockOf(id), () => ended);
  // A phone call mutes the microphone, and silence would be recorded, so recording pauses. If the track ends,
  // the recording ends and what was recorded is kept.
  for (const track of stream.getTracks()) {
    track.onended = stop;
    track.onmute = () => {
      if (recorder.state !== 'recording') return;
      save();
      spoken += Date.now() - since;
      recorder.pause();
    };
    track.onunmute = () => {
      if (!isHeld()) return;
      since = Date.now();
      recorder.resume();
    };
  }
  recorder.start(PIECE);
  return { id, ended };
}

/** Ends the recording. Resolves once all of it is on the disk. */
export const stopRecording = async (): Promise<void> => {
  const { id } = recording.peek() ?? {};
  if (id) await recorders.get(id)?.();
};

/** Finishes the recording of a page that is gone. */
export async function finishLeftOver(id: string): Promise<void> {
  const { connection } = await openCurrent();
  const finish = async (lock: unknown): Promise<void> => {
    if (lock) await finishRecording(connection, id);
  };
  if (!navigator.locks) return finish(true);
  await navigator.locks.request(lockOf(id), { ifAvailable: true }, finish);
}

/** Reports the level four times a second, from 0 to 1. */
function meter(stream: MediaStream, tell: (level: number) => void): () => void {
  let read = (): number => 0;
  let context: AudioContext | undefined;
  try {
    context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Uint8Array(analyser.fftSize);
    read = () => {
      analyser.getByteTimeDomainData(samples);
      const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one - 128)), 0);
      return Math.min(1, peak / 100);
    };
  } catch {
    // Recording works without the level.
  }
  const timer = setInterval(() => tell(read()), 250);
  return () => {
    clearInterval(timer);
    void context?.close().catch(() => undefined);
  };
}
