import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bytesOf, fileOf } from '../../data/files';
import { openCurrent } from '../../data/open';
import { canRecord, record, recording, stopRecording } from './recorder';

/** A MediaRecorder that hands over data every second, or when it is asked. */
class Recorder {
  static last: Recorder;
  static knows: string[] = [];
  static isTypeSupported = (type: string): boolean => Recorder.knows.includes(type);
  state: RecordingState = 'inactive';
  mimeType: string;
  ondataavailable?: (event: { data: Blob }) => void;
  onstop?: () => void;
  #said = '';
  constructor(_stream: unknown, { mimeType = '' }: MediaRecorderOptions) {
    this.mimeType = mimeType;
    Recorder.last = this;
  }
  start(): void {
    this.state = 'recording';
  }
  pause(): void {
    this.state = 'paused';
  }
  resume(): void {
    this.state = 'recording';
  }
  hears(said: string): void {
    if (this.state === 'recording') this.#said += said;
  }
  requestData(): void {
    this.ondataavailable?.({ data: new Blob([this.#said]) });
    this.#said = '';
  }
  stop(): void {
    this.state = 'inactive';
    this.requestData();
    this.onstop?.();
  }
}

type Track = Record<'onmute' | 'onunmute' | 'onended' | 'stop', () => void>;
let track: Track;
let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: 1_000_000 });
  track = { onmute: vi.fn(), onunmute: vi.fn(), onended: vi.fn(), stop: vi.fn() };
  page = new EventTarget();
  Recorder.knows = ['audio/webm;codecs=opus'];
  vi.stubGlobal('MediaRecorder', Recorder);
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', {
    mediaDevices: { getUserMedia: async () => ({ getTracks: () => [track] }) },
  });
});
afterEach(async () => {
  await stopRecording();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const said = (text: string, ms: number): void => {
  Recorder.last.hears(text);
  vi.setSystemTime(Date.now() + ms);
};

async function kept(id: string) {
  const { connection } = await openCurrent();
  const file = await fileOf(connection, id);
  const bytes = file && (await bytesOf(connection, file.sha256));
  return [file?.state, file?.seconds, new TextDecoder().decode(bytes)];
}

const pieces = async (id: string): Promise<string[]> => {
  const { connection } = await openCurrent();
  const found: ArrayBuffer[] = await connection.run((database) =>
    database.getAll('bytes', IDBKeyRange.bound(`${id}/`, `${id}/\uffff`)),
  );
  return found.map((piece) => new TextDecoder().decode(piece));
};

describe('a recording', () => {
  it('is made in a format that iPhones play where possible, otherwise in one that the browser has', async () => {
    for (const [knows, type] of [
      [['audio/mp4', 'audio/webm;codecs=opus'], 'audio/mp4'],
      [['audio/webm;codecs=opus', 'audio/ogg'], 'audio/webm;codecs=opus'],
      [['audio/ogg'], 'audio/ogg'],
    ] as const) {
      Recorder.knows = [...knows];
      await record('A recording');
      expect(Recorder.last.mimeType).toBe(type);
      await stopRecording();
    }
  });

  it('is offered if there is a microphone and a format', () => {
    expect(canRecord()).toBe(true);
    // As in WebKitGTK 2.50.
    Recorder.knows = [];
    expect(canRecord()).toBe(false);
    vi.stubGlobal('MediaRecorder', undefined);
    expect(canRecord()).toBe(false);
  });

  it('pauses while a phone call uses the microphone, and continues after it', async () => {
    const { id, ended } = await record('A recording');
    said('she is ', 2_000);
    track.onmute();
    expect(Recorder.last.state).toBe('paused');
    said('nobody hears this', 180_000);
    vi.advanceTimersByTime(250);
    expect(recording.peek()).toMatchObject({ seconds: 2, isHeld: true });
    track.onunmute();
    said('on the board', 3_000);
    await stopRecording();
    await ended;
    expect(await kept(id)).toEqual(['here', 5, 'she is on the board']);
  });

  it('is kept as far as it came if the microphone is lost', async () => {
    const { id, ended } = await record('A recording');
    said('she is on the board', 2_000);
    track.onmute();
    vi.setSystemTime(Date.now() + 60_000);
    track.onended();
    await ended;
    expect([await kept(id), recording.peek()]).toEqual([['here', 2, 'she is on the board'], null]);
  });

  it('is stored as soon as the phone is locked, including the last second', async () => {
    const { id } = await record('A recording');
    said('she is on the board', 700);
    page.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(async () => expect(await pieces(id)).toEqual(['she is on the board']), 15_000);
  });

  it('stops using the microphone when it ends', async () => {
    const { ended } = await record('A recording');
    said('she is on the board', 700);
    await stopRecording();
    await ended;
    const over = vi.spyOn(Recorder.last, 'requestData');
    page.dispatchEvent(new Event('visibilitychange'));
    track.onmute();
    track.onunmute();
    track.onended();
    expect([over.mock.calls, Recorder.last.state]).toEqual([[], 'inactive']);
  });
});
