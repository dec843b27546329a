import { useEffect } from 'preact/hooks';
import { openStore } from '../../data/open';
import { EditPage } from '../../editing/EditPage';
import { EraseButton } from '../../editing/EraseButton';
import { type Taken, useEdit } from '../../editing/useEdit';
import { stopped } from '../../prompts/ahead';
import { keepInTouch } from '../../prompts/keepInTouch';
import type { PersonFields, Row } from '../../records/kinds';
import { personForm as f, people as p } from '../../texts/people';
import { Field } from '../../ui/Field';
import { Later } from '../../ui/Later';
import { ListField } from '../../ui/ListField';
import { go } from '../../ui/navigation';
import { Fold } from '../../ui/Page';
import { Switch } from '../../ui/Switch';
import { ForgetButton } from '../forgetting/ForgetButton';
import { BirthdayField } from './BirthdayField';
import { checkPerson } from './checkPerson';
import { MetFields } from './MetFields';

type Props = {
  person: Row<'person'>;
  name: string;
  /** The field that was tapped on the card gets the focus. */
  at: keyof PersonFields | true;
  onClose: () => void;
};

/** The draft's key of a person's form. */
export const draftOf = (id: string): string => `person:${id}`;

/** Edits all fields of a person: who they are first, where they work last and folded away. */
export function PersonForm({ person, name, at, onClose }: Props) {
  const edit = useEdit<PersonFields>(draftOf(person.id), person.fields, person.rev);
  useEffect(() => document.querySelector<HTMLElement>(`main [name="${at}"]`)?.focus(), []);
  const { values, set } = edit;

  const write = async ({ changes, base }: Taken<PersonFields>) => {
    const store = await openStore();
    const isStopped = changes.keep_in_touch_days === null;
    await store.write([
      { kind: 'person', record: person.id, set: changes, base },
      ...(isStopped ? stopped(await store.linked('followup', 'person_id', person.id)) : []),
    ]);
    if ('keep_in_touch_days' in changes || 'birthday' in changes) keepInTouch();
  };

  return (
    <EditPage title={name} edit={edit} check={checkPerson} write={write} onClose={onClose}>
      {(wrong) => (
        <>
          <Field
            label={f.name}
            name="name"
            value={values.name ?? ''}
            most={200}
            autoComplete="off"
            error={wrong.name}
            onText={(text) => set({ name: text || null })}
          />
          <Field
            label={f.knownFor}
            name="known_for"
            hint={f.knownForHint}
            value={values.known_for ?? ''}
            most={200}
            autoComplete="off"
            onText={(text) => set({ known_for: text || null })}
          />
          <ListField
            label={f.interests}
            hint={f.byComma}
            between="comma"
            value={values.interests}
            error={wrong.interests}
            onList={(interests) => set({ interests })}
          />
          <MetFields id={person.id} values={values} set={set} />
          <Later now={at !== true}>
            <BirthdayField
              value={values.birthday}
              error={wrong.birthday}
              onBirthday={(birthday) => set({ birthday })}
            />
            {(['emails', 'phones', 'links'] as const).map((field) => (
              <ListField
                key={field}
                label={f[field]}
                hint={f.byLine}
                between="line"
                inputMode={({ emails: 'email', phones: 'tel', links: 'url' } as const)[field]}
                value={values[field]}
                error={wrong[field]}
                onList={(list) => set({ [field]: list })}
              />
            ))}
            <Switch
              label={f.archive}
              hint={f.archiveHint}
              on={values.archived}
              onSwitch={(archived) => set({ archived })}
            />
            <Fold title={f.work}>
              {(['organisation', 'role'] as const).map((field) => (
                <Field
                  key={field}
                  label={f[field]}
                  value={values[field] ?? ''}
                  most={200}
                  autoComplete="off"
                  onText={(text) => set({ [field]: text || null })}
                />
              ))}
            </Fold>
            <EraseButton
              row={person}
              told={p.deleted(name)}
              edit={edit}
              leave={() => go('/people', true)}
            >
              {f.delete}
            </EraseButton>
            <ForgetButton
              row={person}
              name={name}
              onDone={() => {
                edit.done();
                go('/people', true);
              }}
            />
          </Later>
        </>
      )}
    </EditPage>
  );
}
