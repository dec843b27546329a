import { useRef } from 'preact/hooks';
import { attachments as a } from '../../texts/attachments';
import { Button } from '../../ui/Button';
import { keepFocus } from '../../ui/Chip';
import { type Why, whyOf } from './keep';
import { stopRecording } from './recorder';
import { Sign } from './Sign';
import { clock } from './thumbnail';

/** A press longer than this is a hold, in ms: recording ends when it is released. */
const HELD = 500;

/** Whether recording was denied by the user or the system, or there is no microphone. */
const isRefusal = (error: unknown): boolean =>
  ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'SecurityError'].includes(
    (error as { name?: string }).name ?? '',
  );

/** Returns why recording did not start. */
export const whyNot = (error: unknown): Why => (isRefusal(error) ? 'microphone' : whyOf(error));

/** The record button. Held, it records until it is released; tapped, until the next tap. */
export function Microphone({ isOn, onBegin }: { isOn: boolean; onBegin: () => void }) {
  const pressed = useRef(0);
  const began = useRef(false);
  const letGo = () => {
    const isHeld = pressed.current && Date.now() - pressed.current > HELD;
    pressed.current = 0;
    if (isHeld && began.current) void stopRecording();
  };
  return (
    <Button
      class="icon tool"
      look={isOn ? 'danger' : 'plain'}
      aria-pressed={isOn}
      aria-label={isOn ? a.stop : a.record}
      onPointerDown={(event) => {
        keepFocus(event);
        pressed.current = Date.now();
        began.current = !isOn;
        if (!isOn) onBegin();
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onClick={(event) => {
        // A pointer event has started it already. A click from a keyboard or a screen reader starts it here.
        const isPointer = began.current && event.detail > 0;
        began.current = false;
        if (isOn) void stopRecording();
        else if (!isPointer) onBegin();
      }}
    >
      <Sign sign={isOn ? 'stop' : 'microphone'} />
    </Button>
  );
}

type MeterProps = { seconds: number; level: number; isHeld: boolean };

/** Shows the time and the level of a recording, or that it is paused. */
export function Meter({ seconds, level, isHeld }: MeterProps) {
  return (
    <p class="meter">
      <span class="dot" aria-hidden="true" />
      <span role="timer">{clock(seconds)}</span>
      {isHeld ? a.held : <meter aria-label={a.level} min={0} max={1} value={level} />}
    </p>
  );
}
