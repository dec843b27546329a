import { useState } from 'preact/hooks';
import { programs as p } from '../../texts/programs';
import { ButtonLink } from '../../ui/Button';
import { Page, Section } from '../../ui/Page';
import { Switch } from '../../ui/Switch';
import { type Choices, calendarAddress, EVERYTHING, PARTS, subscription } from './calendarAddress';
import { MakeForm, Shown, Tokens } from './tokenParts';
import { useMaking, useTokens } from './useTokens';

/** Sets up the calendar by its secret address: what it contains, the address, and how to replace it. */
export default function CalendarPage() {
  const { tokens, trouble, end, add } = useTokens(['calendar']);
  const making = useMaking(add);
  const [choices, setChoices] = useState<Choices>(EVERYTHING);
  const { made } = making;
  const address = made && calendarAddress(location.origin, made.token, choices);
  // Creates the new one first: if the network fails in between, there is still one.
  const renew = async () => {
    const old = tokens ?? [];
    if (await making.make(p.calendar.title, 'calendar')) for (const one of old) await end(one);
  };
  return (
    <Page title={p.calendar.title} back="/settings">
      <p class="soft">{p.calendar.why}</p>
      {trouble && <p role="status">{trouble}</p>}
      <Section title={p.calendar.shows}>
        <div class="stack">
          {PARTS.map((part) => (
            <Switch
              key={part}
              label={p.calendar.parts[part]}
              on={choices[part]}
              disabled={choices[part] && PARTS.filter((each) => choices[each]).length === 1}
              onSwitch={(on) => setChoices({ ...choices, [part]: on })}
            />
          ))}
          <Switch
            label={p.calendar.alarms}
            hint={p.calendar.alarmsHint}
            on={choices.alarms}
            onSwitch={(alarms) => setChoices({ ...choices, alarms })}
          />
        </div>
      </Section>
      {address && (
        <>
          <Shown values={[[p.calendar.address, address]]} code={address} />
          <ButtonLink look="quiet" wide href={subscription(address)} rel="external">
            {p.calendar.subscribe}
          </ButtonLink>
        </>
      )}
      {tokens && <Tokens tokens={tokens} onEnd={end} />}
      <MakeForm
        making={making}
        button={tokens && tokens.length > 0 ? p.calendar.renew : p.calendar.make}
        onMake={() => void renew()}
      >
        {tokens && tokens.length > 0 && <p class="soft">{p.calendar.renewHint}</p>}
      </MakeForm>
    </Page>
  );
}
