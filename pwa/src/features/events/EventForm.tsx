import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { EraseButton } from '../../editing/EraseButton';
import { useEdit } from '../../editing/useEdit';
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
import { instantAt, wallTime } from './zoned';

/** What is wrong with the fields, by field. */
export function checkEvent({
  name,
  starts_at,
  ends_at,
}: EventFields): Partial<Record<keyof EventFields, string>> {
  return {
    ...(!name.trim() && { name: e.errors.name }),
    ...(!starts_at && { starts_at: e.errors.starts }),
    ...(starts_at && ends_at && ends_at < starts_at && { ends_at: e.errors.ends }),
  };
}

/** Everything of an event, to be changed. Times are those of the place where it is. */
export function EventForm({ event, onClose }: { event: Row<'event'>; onClose: () => void }) {
  const edit = useEdit<EventFields>(`event:${event.id}`, event.fields, event.rev);
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
        actions={
          <Button
            onClick={() => {
              edit.done();
              onClose();
            }}
          >
            {t.common.cancel}
          </Button>
        }
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
          <Field
            label={e.name}
            value={values.name}
            most={200}
            autoComplete="off"
            error={shown.name}
            onText={(name) => set({ name })}
          />
          <Field
            label={e.place}
            value={values.place ?? ''}
            most={200}
            autoComplete="off"
            onText={(text) => set({ place: text || null })}
          />
          <Field
            label={e.starts}
            type="datetime-local"
            hint={elsewhere}
            value={values.starts_at && wallTime(values.starts_at, zone)}
            error={shown.starts_at}
            onText={(text) => set({ starts_at: instantAt(text, zone) ?? '' })}
          />
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
