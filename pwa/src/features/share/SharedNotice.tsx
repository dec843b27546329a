import { startOf } from '../../records/text';
import { zoneHere } from '../../records/zone';
import { evening } from '../../texts/evening';
import { Button } from '../../ui/Button';
import { go } from '../../ui/navigation';
import { toastUndo } from '../../ui/Toast';
import { isBlank, jotting } from '../capture/jotting';
import { stage } from '../exchange/importState';
import { eventInText } from '../exchange/invitation';
import { discard, take, type Waiting, waiting } from './waiting';
import './share.css';

/** The most characters shown here; the whole text is shown in the field before it is saved. */
const SHOWN = 300;

/**
 * Offers what another app shared, one at a time, to take or to discard. It is never added to a line that is
 * being typed.
 */
export function SharedNotice() {
  const { shared: s } = evening;
  const [share, ...others] = waiting.value;
  if (!share) return null;
  const { text = '', attached = [] } = share.lines[0] ?? {};
  // Stays until it is discarded, because the user may only be looking.
  const found = eventInText(text, zoneHere(), Date.now());
  const throwAway = async (share: Waiting) => {
    const back = await discard(share);
    toastUndo(s.thrown, () => void back());
  };
  return (
    <section class="shared" aria-label={s.title}>
      <p>
        <span class="soft">{s.title}: </span>
        {startOf(text, SHOWN)}
        {attached.length > 0 && ` ${s.attached(attached.length)}`}
      </p>
      <p class="soft hint">
        {!isBlank(jotting.value) && s.waits} {others.length > 0 && s.more(others.length)}
      </p>
      <div class="cluster">
        <Button disabled={!isBlank(jotting.value)} onClick={() => void take(share)}>
          {s.take}
        </Button>
        {found && (
          <Button
            onClick={() => {
              stage.value = { at: 'events', events: [found] };
              go('/settings/import');
            }}
          >
            {s.evening}
          </Button>
        )}
        <Button look="quiet" onClick={() => void throwAway(share)}>
          {s.discard}
        </Button>
      </div>
    </section>
  );
}
