import { startOf } from '../../records/text';
import { evening } from '../../texts/evening';
import { Button } from '../../ui/Button';
import { toastUndo } from '../../ui/Toast';
import { isBlank, jotting } from '../capture/jotting';
import { discard, take, type Waiting, waiting } from './waiting';
import './share.css';

/** The characters that have room here; all of it is seen in the field, before it is saved. */
const SHOWN = 300;

/** What another app shared, to be taken or thrown away: one at a time, and never into a line that is being typed. */
export function SharedNotice() {
  const { shared: s } = evening;
  const [share, ...others] = waiting.value;
  if (!share) return null;
  const { attached = [] } = share.lines[0] ?? {};
  const throwAway = async (share: Waiting) => {
    const back = await discard(share);
    toastUndo(s.thrown, () => void back());
  };
  return (
    <section class="shared" aria-label={s.title}>
      <p>
        <span class="soft">{s.title}: </span>
        {startOf(share.lines[0]?.text ?? '', SHOWN)}
        {attached.length > 0 && ` ${s.attached(attached.length)}`}
      </p>
      <p class="soft hint">
        {!isBlank(jotting.value) && s.waits} {others.length > 0 && s.more(others.length)}
      </p>
      <div class="cluster">
        <Button disabled={!isBlank(jotting.value)} onClick={() => void take(share)}>
          {s.take}
        </Button>
        <Button look="quiet" onClick={() => void throwAway(share)}>
          {s.discard}
        </Button>
      </div>
    </section>
  );
}
