import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { CancelButton } from '../../editing/CancelButton';
import { EraseButton } from '../../editing/EraseButton';
import { useEdit } from '../../editing/useEdit';
import { useEscape } from '../../editing/useEscape';
import { useSave } from '../../editing/useSave';
import type { EventFields, Row } from '../../records/kinds';
import { t } from '../../texts';
import { hereZone } from '../../texts/dateTexts';
import { events as e } from '../../texts/events';
import { Button } from '../../ui/Button';
import { Field, TextArea } from '../../ui/Field';
import { go } from '../../ui/navigation';
import { Page } from '../../ui/Page';
import { Versions } from '../versions/Versions';
import { draftOf } from './loadPlanning';
import { checkEvent, PlanFields } from './PlanFields';
import { instantAt, wallTime } from './zoned';

/** Everything of an event, to be changed. Times are those of the place where it is. */
export function EventForm({ event, onClose }: { event: Row<'event'>; onClose: () => void }) {
  const edit = useEdit<EventFields>(draftOf(event.id), event.fields, event.rev);
  useEscape(onClose);
  const [tried, setTried] = useState(false);
  const { values, set } = edit;
  const shown = tried ? checkEvent(values) : {};
  const zone = values.timezone;
  const elsewhere = zone === hereZone() ? undefined : e.zone(zone.replaceAll('_', ' '));

  const { save, trouble } = useSave(async () => {
    setTried(true);
    const { values, changes: set, base, saved } = edit.take();
    if (Object.keys(checkEvent(values)).length > 0) return;
    if (Object.keys(set).length > 0) {
      await (await openStore()).write([{ kind: 'event', record: event.id, set, base }]);
    }
    saved();
    onClose();
  });

  return (
    <form noValidate onSubmit={save}>
      <Page
        title={event.fields.name}
        actions={<CancelButton edit={edit} leave={onClose} />}
        reach={
          <>
            {trouble}
            <Button type="submit" look="primary" wide>
              {t.common.save}
            </Button>
          </>
        }
      >
        <div class="stack">
          <PlanFields values={values} wrong={shown} set={set} elsewhere={elsewhere} />
          <Field
            label={e.ends}
            type="datetime-local"
            hint={elsewhere}
            value={values.ends_at ? wallTime(values.ends_at, zone) : ''}
            error={shown.ends_at}
            onText={(text) => set({ ends_at: instantAt(text, zone) })}
          />
          <TextArea
            label={e.description}
            most={5000}
            value={values.description ?? ''}
            onText={(text) => set({ description: text || null })}
          />
          <Versions row={event} />
          <EraseButton
            row={event}
            told={e.deleted(event.fields.name)}
            edit={edit}
            leave={() => go('/events', true)}
          >
            {e.delete}
          </EraseButton>
        </div>
      </Page>
    </form>
  );
}
