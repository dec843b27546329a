import { openStore } from '../../data/open';
import { TRASH_DAYS } from '../../data/store';
import { useLive } from '../../editing/useLive';
import { KINDS, type Row } from '../../records/kinds';
import { localDate } from '../../records/nextMorning';
import { dateText, hereZone } from '../../texts/dateTexts';
import { people as p } from '../../texts/people';
import { trash as x } from '../../texts/trash';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Page } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row as Line } from '../../ui/Row';
import { toast } from '../../ui/Toast';
import { ForgetButton } from '../forgetting/ForgetButton';
import { headOf, kindName } from '../sync/describe';
import { revived, type Thrown, thrownAway } from './thrownAway';

/** Records deleted in the last 30 days, the latest first, each with a button to restore it. */
export default function TrashPage() {
  const thrown = useLive(thrownAway, [...KINDS], []);
  return (
    <Page title={x.title} back="/settings">
      <p class="soft">{x.detail}</p>
      {thrown?.length === 0 && <EmptyState title={x.none} />}
      <Paged rows={(thrown ?? []).map(asRow)} line={(one) => <Deleted thrown={one} />} />
    </Page>
  );
}

const asRow = (thrown: Thrown) => ({ ...thrown, id: thrown.row.id });

function Deleted({ thrown }: { thrown: Thrown }) {
  const { row } = thrown;
  const zone = hereZone();
  const title = nameOf(row);
  const until = Date.parse(row.deleted_at ?? '') + TRASH_DAYS * 86_400_000;
  const day = dateText(localDate(until, zone), localDate(Date.now(), zone));
  const bringBack = async () => {
    await (await openStore()).write(revived(thrown));
    toast(x.restored);
  };
  return (
    <Line
      title={title}
      detail={
        <>
          {`${kindName(row.kind)} · ${x.until(day)}`}
          <span class="cluster">
            <Button look="quiet" aria-label={x.bringBack(title)} onClick={() => void bringBack()}>
              {x.back}
            </Button>
            <ForgetButton row={row} name={title} onDone={() => undefined} />
          </span>
        </>
      }
    />
  );
}

/** Returns what to call a record; a follow-up without a promise has only its reason. */
function nameOf(row: Row): string {
  const words = headOf(row.kind, row.fields as unknown as Record<string, unknown>);
  return words || (row.kind === 'followup' ? p.reasons[row.fields.reason] : kindName(row.kind));
}
