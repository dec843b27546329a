import { useEffect, useState } from 'preact/hooks';
import { call } from '../../data/api';
import type { Me } from '../../data/deviceSettings';
import { me, patchMe } from '../../data/session';
import { account as a } from '../../texts/account';
import { keys as k } from '../../texts/keys';
import { Choice } from '../../ui/Field';
import { Section } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { WholeFormError } from '../forms/formErrors';
import { useForm } from '../forms/useForm';

const WHEN = ['never', 'without_push', 'always'] as const;

/** Whether the morning prompt comes by mail. Shown only if the server sends mail. */
export function MailSettings() {
  const [hasMail, setHasMail] = useState(false);
  const { trouble, run } = useForm();
  useEffect(() => {
    call<{ mail: boolean }>('GET', '/about').then(
      ({ mail }) => setHasMail(mail),
      () => undefined,
    );
  }, []);
  if (!hasMail || !me.value) return null;
  const save = (when: string) =>
    run(async () => {
      await patchMe({ prompt_by_mail: when as Me['prompt_by_mail'] });
      toast(a.settings.saved);
    });
  return (
    <Section title={k.mail.title}>
      <div class="stack">
        <Choice
          label={k.mail.label}
          hint={k.mail.hint}
          value={me.value.prompt_by_mail ?? 'never'}
          options={WHEN.map((value) => ({ value, label: k.mail.when[value] }))}
          onText={(when) => void save(when)}
        />
        <WholeFormError trouble={trouble} />
      </div>
    </Section>
  );
}
