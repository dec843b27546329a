import { afterEach, describe, expect, it, vi } from 'vitest';
import { canDictate, dictate, dictating, stopDictating, withSpoken } from './dictation';

/** A system that recognises speech by itself. */
class Recognition {
  static last: Recognition;
  static answer = 'available';
  static asked: unknown[] = [];
  static async available(asked: unknown): Promise<string> {
    Recognition.asked.push(asked);
    return Recognition.answer;
  }
  lang = '';
  processLocally = false;
  onresult?: (event: unknown) => void;
  onerror?: (event: { error: string }) => void;
  onend?: () => void;
  constructor() {
    Recognition.last = this;
  }
  start(): void {
    expect(this.processLocally).toBe(true);
  }
  stop(): void {
    this.onend?.();
  }
  says(transcript: string, isFinal: boolean): void {
    const results = [
      { 0: { transcript: 'before' }, isFinal: true },
      { 0: { transcript }, isFinal },
    ];
    this.onresult?.({ resultIndex: 1, results });
  }
}

afterEach(() => {
  stopDictating();
  vi.unstubAllGlobals();
  Recognition.answer = 'available';
  Recognition.asked = [];
});

describe('dictation', () => {
  it('is offered only where the phone recognises speech itself', async () => {
    expect(await canDictate('en-GB')).toBe(false);
    // Like browsers that send speech to their maker.
    vi.stubGlobal('SpeechRecognition', class {});
    expect(await canDictate('en-GB')).toBe(false);
    vi.stubGlobal('SpeechRecognition', Recognition);
    expect(await canDictate('en-GB')).toBe(true);
    expect(Recognition.asked).toEqual([{ langs: ['en-GB'], processLocally: true }]);
    Recognition.answer = 'downloadable';
    expect(await canDictate('en-GB')).toBe(false);
  });

  it('adds sentence by sentence until it is stopped', () => {
    vi.stubGlobal('SpeechRecognition', Recognition);
    let line = 'Maya';
    const troubles: Error[] = [];
    dictate(
      'en-GB',
      (said) => {
        line = withSpoken(line, said);
      },
      (error) => troubles.push(error),
    );
    expect([dictating.value, Recognition.last.lang]).toEqual([true, 'en-GB']);
    Recognition.last.says('water', false);
    Recognition.last.says(' water-skis ', true);
    expect([line, troubles]).toEqual(['Maya water-skis', []]);
    stopDictating();
    expect(dictating.value).toBe(false);
    expect(withSpoken('', 'Maya')).toBe('Maya');
  });

  it('says why it may not start, but does not report silence as an error', () => {
    vi.stubGlobal('SpeechRecognition', Recognition);
    const troubles: string[] = [];
    dictate('en-GB', expect.unreachable, (error) => troubles.push(error.name));
    for (const error of ['no-speech', 'aborted', 'not-allowed', 'language-not-supported'])
      Recognition.last.onerror?.({ error });
    expect(troubles).toEqual(['NotAllowedError', 'Error']);
  });
});
