import { capture as c } from '../../texts/capture';
import { displayName } from '../../texts/displayName';
import { Card } from '../../ui/Card';
import { keepFocus, Tag } from '../../ui/Chip';
import { Icon } from '../../ui/Icon';
import { IconButton } from '../../ui/IconButton';
import { jot, jotting } from './jotting';
import { type Plan, reachOf } from './plan';

/** More people than this are counted, because there is little space above the keyboard. */
const SHOWN = 8;

/** Shows how the line will be saved. */
export function Preview({ plans }: { plans: readonly Plan[] }) {
  const known = plans.flatMap((plan) => plan.known);
  const people = plans.flatMap((plan) => plan.people);
  const more = people.length - SHOWN;
  const single = people.length === 1 && known.length === 0;
  return (
    <Card slotted={people.length + known.length > 0} label={c.preview}>
      <div class="preview">
        <div class="stack">
          {plans.flatMap(({ known, body }) =>
            known.map(({ person, gains, reach }) => (
              <Entry
                key={person.id}
                name={displayName(person.fields)}
                // For a known person this is what is new; what they are known for is on their page.
                detail={body}
                tags={gains}
                reach={reachOf(reach).join(' · ')}
                known
              />
            )),
          )}
          {people.slice(0, SHOWN).map((person, index) => (
            <Entry
              key={index}
              name={person.name ?? c.nameless}
              detail={person.known_for ?? ''}
              tags={person.interests}
              reach={reachOf(person).join(' · ')}
              nameless={!person.name}
            />
          ))}
          {more > 0 && <p class="soft">{c.andMore(more)}</p>}
          {!people.length && !known.length && <p class="soft">{c.noteOnly}</p>}
        </div>
        {single && (
          <IconButton
            sign="swap"
            label={c.swap}
            onPointerDown={keepFocus}
            onClick={() => jot({ swapped: !jotting.peek().swapped })}
          />
        )}
      </div>
    </Card>
  );
}

type EntryProps = {
  name: string;
  detail: string;
  tags: string[];
  reach?: string;
  known?: boolean;
  nameless?: boolean;
};

function Entry({ name, detail, tags, reach, known, nameless }: EntryProps) {
  return (
    <div>
      <p class={nameless ? 'name soft' : 'name'}>
        {name}
        {known && (
          <span class="soft">
            {' '}
            <Icon sign="check" size={1} /> {c.known}
          </span>
        )}
      </p>
      {detail && <p class="known-for">{detail}</p>}
      {reach && <p class="soft">{reach}</p>}
      {tags.length > 0 && (
        <p class="cluster tags">
          {tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </p>
      )}
    </div>
  );
}
