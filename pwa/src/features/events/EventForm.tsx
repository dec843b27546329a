import { openStore } from '../../data/open';
import { EditPage } from '../../editing/EditPage';
import { EraseButton } from '../../editing/EraseButton';
import { useEdit } from '../../editing/useEdit';
import type { EventFields, Row } from '../../records/kinds';
import { hereZone } from '../../texts/dateTexts';
import { events as e } from '../../texts/events';
import { Field, TextArea } from '../../ui/Field';
import { go } from '../../ui/navigation';
import { Versions } from '../versions/Versions';
import { draftOf } from './loadPlanning';
import { checkEvent, PlanFields } from './PlanFields';
import { instantAt, wallTime } from './zoned';

/** Edits all fields of an event. Times are local to the place where it is. */
export function EventForm({ event, onClose }: { event: Row<'event'>; onClose: () => void }) {
  const edit = useEdit<EventFields>(draftOf(event.id), event.fields, event.rev);
  const { values, set } = edit;
  const zone = values.timezone;
  const elsewhere = zone === hereZone() ? undefined : e.zone(zone.replaceAll('_', ' '));

  return (
    <EditPage
      title={event.fields.name}
      edit={edit}
      check={checkEvent}
      write={async ({ changes: set, base }) =>
        (await openStore()).write([{ kind: 'event', record: event.id, set, base }])
      }
      onClose={onClose}
    >
      {(wrong) => (
        <>
          <PlanFields values={values} wrong={wrong} set={set} elsewhere={elsewhere} />
          <Field
            label={e.ends}
            type="datetime-local"
            hint={elsewhere}
            value={values.ends_at ? wallTime(values.ends_at, zone) : ''}
            error={wrong.ends_at}
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
        </>
      )}
    </EditPage>
  );
}
