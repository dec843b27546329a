import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { useEdit } from '../../editing/useEdit';
import { useSave } from '../../editing/useSave';
import { dateHere } from '../../prompts/days';
import type { EventFields } from '../../records/kinds';
import { daysAfter } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { hereZone } from '../../texts/dateTexts';
import { planning as p } from '../../texts/planning';
import { Button } from '../../ui/Button';
import { Sheet } from '../../ui/Sheet';
import { checkEvent, PlanFields } from './PlanFields';
import { instantAt } from './zoned';

/** Returns the defaults: a week from today, at the usual time. */
function nextWeek(): EventFields {
  const timezone = hereZone();
  const starts_at = instantAt(`${daysAfter(dateHere(new Date()), 7)}T19:00`, timezone) ?? '';
  return { name: '', place: null, starts_at, ends_at: null, timezone, description: null };
}

/** Plans an event: name, place, day and time. */
export function PlanSheet({
  onMade,
  onClose,
}: {
  onMade: (event: string) => void;
  onClose: () => void;
}) {
  // The id is made with the sheet, so that a second tap on Save makes no second event.
  const [id] = useState(newId);
  const [start] = useState(nextWeek);
  const edit = useEdit('event:planned', start, null);
  const [tried, setTried] = useState(false);
  const { values, set } = edit;
  const shown = tried ? checkEvent(values) : {};

  const { save, trouble } = useSave(async () => {
    setTried(true);
    const { values, saved } = edit.take();
    if (Object.keys(checkEvent(values)).length > 0) return;
    const planned = { ...values, name: values.name.trim() };
    await (await openStore()).write([{ kind: 'event', record: id, set: planned }]);
    saved();
    onMade(id);
  });

  return (
    <Sheet title={p.title} onClose={onClose} typing>
      <form class="stack" noValidate onSubmit={save}>
        <PlanFields values={values} wrong={shown} set={set} />
        {trouble}
        <Button type="submit" look="primary" wide>
          {p.save}
        </Button>
      </form>
    </Sheet>
  );
}
