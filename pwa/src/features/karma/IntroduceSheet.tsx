import { useState } from 'preact/hooks';
import { writeWithUndo } from '../../editing/undo';
import { useEdit } from '../../editing/useEdit';
import { useSave } from '../../editing/useSave';
import { dateHere } from '../../prompts/days';
import type { Draft, Row } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { displayName, subline } from '../../texts/displayName';
import { givenName } from '../../texts/firstLines';
import { followups as f } from '../../texts/followups';
import { introductions as i } from '../../texts/introductions';
import { Button, ButtonLink } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { addressesIn, mailHref } from '../followups/contactChannels';
import { copyText, shareText } from '../sync/copy';
import type { Pair } from './introductions';

const spoken = ({ fields }: Row<'person'>) => ({
  name: givenName(fields.name) || displayName(fields),
  known_for: subline(fields),
});

/**
 * Suggests a message that introduces two people, to be edited and sent by any app; then it is noted as a good
 * turn.
 */
export function IntroduceSheet({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const { one, other, interests, place } = pair;
  // The id is made with the sheet, so that several taps make one good turn.
  const [record] = useState(newId);
  const [first, second] = [spoken(one), spoken(other)];
  const [proposed] = useState(() => ({ text: i.draft(first, second, interests, place) }));
  const edit = useEdit(`introduce:${one.id}/${other.id}`, proposed, null);
  const { text } = edit.values;
  const names: [string, string] = [displayName(one.fields), displayName(other.fields)];
  // The first address of each, because a field may contain several.
  const addresses = [one, other].flatMap(
    ({ fields }) => fields.emails.flatMap(addressesIn)[0] ?? [],
  );

  const { save: done, trouble } = useSave(async () => {
    const set: Draft<'kindness'>['set'] = {
      person_id: one.id,
      introduced_to: other.id,
      direction: 'given',
      what: i.what(names).slice(0, 1000),
      happened_on: dateHere(new Date()),
    };
    await writeWithUndo([{ kind: 'kindness', record, set }], i.told(names));
    edit.done();
    onClose();
  });
  const share = async () => {
    if (await shareText(text)) done();
  };
  return (
    <Sheet title={i.pair(names)} onClose={onClose}>
      <div class="stack">
        <TextArea
          label={i.message}
          hint={f.hello.hint}
          value={text}
          rows={6}
          onText={(text) => edit.set({ text })}
        />
        {addresses.length === 2 && (
          <ButtonLink
            look="quiet"
            wide
            href={mailHref(addresses, i.subject([first.name, second.name]), text)}
          >
            {i.mail}
          </ButtonLink>
        )}
        {'share' in navigator && (
          <Button look="quiet" wide onClick={share}>
            {f.hello.share}
          </Button>
        )}
        <Button
          look="quiet"
          wide
          onClick={async () => toast((await copyText(text)) ? f.hello.copied : f.hello.noCopy)}
        >
          {f.hello.copy}
        </Button>
        {trouble}
        <Button look="primary" wide onClick={done}>
          {i.done}
        </Button>
      </div>
    </Sheet>
  );
}
