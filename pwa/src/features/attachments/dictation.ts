/**
 * Speech becomes text on the phone itself, where its system can (Web Speech API with `processLocally`,
 * https://webaudio.github.io/web-speech-api/). A browser that would send it elsewhere is not asked.
 */
import { signal } from '@preact/signals';

interface Result {
  isFinal: boolean;
  0: { transcript: string };
}

interface Recognition {
  lang: string;
  continuous: boolean;
  processLocally: boolean;
  onresult: ((event: { resultIndex: number; results: ArrayLike<Result> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

interface RecognitionClass {
  new (): Recognition;
  /** Browsers that know nothing of `processLocally` have not got it either. */
  available?(asked: { langs: string[]; processLocally: boolean }): Promise<string>;
}

/** Whether somebody is being listened to. */
export const dictating = signal(false);

let current: Recognition | undefined;

const known = (): RecognitionClass | undefined =>
  (globalThis as { SpeechRecognition?: RecognitionClass }).SpeechRecognition;

/** Whether this phone understands this language (as `en-GB`) by itself. Never raises. */
export async function canDictate(language: string): Promise<boolean> {
  try {
    const asked = { langs: [language], processLocally: true };
    return (await known()?.available?.(asked)) === 'available';
  } catch {
    return false;
  }
}

/** Listens until `stopDictating`, or until the system ends it. `onText` is told of each sentence once it is done. */
export function dictate(
  language: string,
  onText: (said: string) => void,
  onTrouble: (error: Error) => void,
): void {
  const Recogniser = known();
  if (!Recogniser || current) return;
  const recognition = new Recogniser();
  Object.assign(recognition, { lang: language, continuous: true, processLocally: true });
  recognition.onresult = ({ resultIndex, results }) => {
    for (let at = resultIndex; at < results.length; at++) {
      const result = results[at] as Result;
      const said = result[0].transcript.trim();
      if (result.isFinal && said) onText(said);
    }
  };
  recognition.onerror = ({ error }) => {
    if (error === 'not-allowed' || error === 'audio-capture')
      onTrouble(new DOMException(error, 'NotAllowedError'));
    else if (error !== 'no-speech' && error !== 'aborted') onTrouble(new Error(error));
  };
  recognition.onend = () => {
    current = undefined;
    dictating.value = false;
  };
  recognition.start();
  current = recognition;
  dictating.value = true;
}

/** What was said by now is still told. */
export function stopDictating(): void {
  current?.stop();
}

/** A line with what was said behind it. */
export const withSpoken = (text: string, said: string): string =>
  text.trim() ? `${text.trimEnd()} ${said}` : said;
