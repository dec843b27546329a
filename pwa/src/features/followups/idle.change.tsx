import { useState } from 'preact/hooks';
import { now } from '../../data/now';
import { openStore } from '../../data/open';
import { erase } from '../../editing/erase';
import { useEdit } from '../../editing/useEdit';
import { useSave } from '../../editing/useSave';
import { dateHere } from '../../prompts/days';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { card as c } from '../../texts/card';
import { followups as f } from '../../texts/followups';
import { people as p } from '../../texts/people';
import { Button, ButtonLink } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { type Answer, give } from './answering';
import { answerOf, comesBack } from './followupTexts';

type Props = {
  followup: Row<'followup'>;
  name: string;
  /** Whether to link to their page. */
  toPerson?: boolean;
  onClose: () => void;
};

/** Edits a follow-up or a promise, due or not: answer, postpone, reword or drop it. */
export function FollowupSheet({ followup, name, toPerson, onClose }: Props) {
  const today = dateHere(new Date(now.value));
  const { id, fields, rev } = followup;
  const isPromise = fields.reason === 'promise';
  const edit = useEdit(`followup:${id}`, { promise: fields.promise, due_on: fields.due_on }, rev);
  const { promise, due_on } = edit.values;
  const [tried, setTried] = useState(false);
  const isChanged = Object.keys(edit.changes).length > 0;
  const lacksWords = isPromise && !promise?.trim();

  const { save, trouble } = useSave(async () => {
    setTried(true);
    const { values, changes: set, base, saved } = edit.take();
    if (!values.due_on || (isPromise && !values.promise?.trim())) return;
    await (await openStore()).write([{ kind: 'followup', record: id, set, base }]);
    saved();
    onClose();
    toast(f.promise.saved(comesBack(values.due_on, today)));
  });
  const answer = async (given: Answer) => {
    await give(await openStore(), given, followup, name, today, null);
    edit.done();
    onClose();
  };
  return (
    <Sheet
      title={isPromise ? f.promise.title(name) : f.about(p.reasons[fields.reason], name)}
      onClose={onClose}
    >
      <form class="stack" noValidate onSubmit={save}>
        {isPromise && (
          <Field
            label={f.promise.what}
            value={promise ?? ''}
            most={500}
            error={tried && lacksWords ? f.promise.needed : undefined}
            onText={(promise) => edit.set({ promise })}
          />
        )}
        <Field
          label={f.promise.when}
          type="date"
          value={due_on}
          error={tried && !due_on ? f.promise.needsDate : undefined}
          onText={(due_on) => edit.set({ due_on })}
        />
        {trouble}
        {isChanged && (
          <Button look="primary" wide type="submit">
            {t.common.save}
          </Button>
        )}
        <div class="two">
          <Button look={isChanged ? 'quiet' : 'primary'} onClick={() => void answer('said_hi')}>
            {answerOf(followup)}
          </Button>
          <Button look="quiet" onClick={() => void answer('let_go')}>
            {f.letGo}
          </Button>
        </div>
        {toPerson && <ButtonLink href={`/people/${fields.person_id}`}>{c.open(name)}</ButtonLink>}
        <Button
          look="danger"
          onClick={() =>
            void erase(followup, c.dropped, () => {
              edit.done();
              onClose();
            })
          }
        >
          {t.common.delete}
        </Button>
      </form>
    </Sheet>
  );
}
