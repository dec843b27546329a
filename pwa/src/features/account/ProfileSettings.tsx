import { useState } from 'preact/hooks';
import type { Me } from '../../data/deviceSettings';
import { patchMe } from '../../data/session';
import { account as a } from '../../texts/account';
import { hereZone } from '../../texts/dateTexts';
import { Field } from '../../ui/Field';
import { Section } from '../../ui/Page';
import { Switch } from '../../ui/Switch';
import { toast } from '../../ui/Toast';
import { WholeFormError } from '../forms/formErrors';
import { useForm } from '../forms/useForm';

/** The user's name, time zone and time of the prompt. Each is saved when its field is left. */
export function ProfileSettings({ account }: { account: Me }) {
  const [name, setName] = useState(account.name);
  const [promptAt, setPromptAt] = useState(account.prompt_at);
  const { trouble, run } = useForm();

  const save = (patch: Partial<Pick<Me, 'name' | 'prompt_at' | 'past_faces'>>) =>
    run(async () => {
      await patchMe(patch);
      toast(a.settings.saved);
    });
  return (
    <>
      <Section title={a.settings.you}>
        <div class="stack">
          <Field
            label={a.fields.name}
            autocomplete="name"
            value={name}
            error={trouble.fields.name}
            onText={setName}
            onBlur={() => {
              if (name.trim() !== account.name) void save({ name: name.trim() });
            }}
          />
          <p class="soft">{account.email}</p>
        </div>
      </Section>
      <Section title={a.settings.morning}>
        <div class="stack">
          <Field
            label={a.settings.promptAt}
            type="time"
            hint={a.settings.promptHint(hereZone())}
            value={promptAt}
            error={trouble.fields.prompt_at}
            onText={setPromptAt}
            onBlur={() => {
              if (promptAt && promptAt !== account.prompt_at) void save({ prompt_at: promptAt });
            }}
          />
          <Switch
            label={a.settings.pastFaces}
            hint={a.settings.pastFacesHint}
            on={account.past_faces ?? true}
            onSwitch={(past_faces) => void save({ past_faces })}
          />
          <WholeFormError trouble={trouble} />
        </div>
      </Section>
    </>
  );
}
