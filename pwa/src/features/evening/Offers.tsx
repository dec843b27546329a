import { now } from '../../data/now';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { evening as o } from '../../texts/evening';
import { withIdleTexts } from '../../texts/idleTexts';
import { Chip } from '../../ui/Chip';
import { toast } from '../../ui/Toast';
import { isBeginning, isEnding } from '../events/phase';
import { progressOf } from './eveningProgress';
import './evening.css';

/** Suggests one small thing to do, for users who stand alone. It is not counted. */
async function tellDare(): Promise<void> {
  try {
    const { nextDare } = await withIdleTexts(() => import('../shelf/idle.dare'));
    toast(nextDare());
  } catch {
    toast(t.common.notLoaded);
  }
}

/** Offers below the field, hidden while the user types. */
export default function Offers({ event }: { event: Row<'event'> | undefined }) {
  if (event) return <Around event={event} />;
  return (
    <nav class="around" aria-label={o.offers.myCard}>
      <MyCard />
    </nav>
  );
}

const MyCard = () => (
  <a class="chip" href="/my-card">
    {o.offers.myCard}
  </a>
);

/** The offers during an event. */
function Around({ event }: { event: Row<'event'> }) {
  const { id, fields } = event;
  const state = useLive(
    async (store) => ({
      jotted: (await store.notesAt(id)).length > 0,
      going: await progressOf(store, id),
    }),
    ['note'],
    [id],
  );
  if (!state) return null;
  const { jotted, going } = state;
  const before = isBeginning(fields, now.value) && !jotted && !going.began;
  const after = isEnding(fields, now.value) && !going.wrapped;
  return (
    <>
      {jotted && going.carried && <p class="carried">{going.carried}</p>}
      <nav class="around" aria-label={o.around}>
        {before && (
          <a class="chip" href={`/events/${id}/before`}>
            {o.offers.before}
          </a>
        )}
        <a class="chip" href="/cards">
          {o.offers.cards}
        </a>
        <MyCard />
        <Chip onClick={() => void tellDare()}>{o.offers.dare}</Chip>
        {after && (
          <a class="chip" href={`/events/${id}/after`}>
            {o.offers.after}
          </a>
        )}
      </nav>
    </>
  );
}
