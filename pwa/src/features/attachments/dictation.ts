/**
 * Turns speech into text on the phone, if its system can (Web Speech API with `processLocally`,
 * https://webaudio.github.io/web-speech-api/). A browser that would send speech elsewhere is not used.
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
  /** Missing in browsers that do not know `processLocally`. */
  available?(asked: { langs: string[]; processLocally: boolean }): Promise<string>;
}

/** Whether dictation is running. */
export const dictating = signal(false);

let current: Recognition | undefined;

const known = (): RecognitionClass | undefined =>
  (globalThis as { SpeechRecognition?: RecognitionClass }).SpeechRecognition;

/** Whether this phone recognises this language (such as `en-GB`) by itself. Never raises. */
export async function canDictate(language: string): Promise<boolean> {
  try {
    const asked = { langs: [language], processLocally: true };
    return (await known()?.available?.(asked)) === 'available';
  } catch {
    return false;
  }
}

/**
 * Listens until `stopDictating` is called or the system stops. `onText` is called with each finished
 * sentence.
 */
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

/** Stops listening. What was said until now is still delivered. */
export function stopDictating(): void {
  current?.stop();
}

/** Returns the line with the spoken text appended. */
export const withSpoken = (text: string, said: string): string =>
  text.trim() ? `${text.trimEnd()} ${said}` : said;
