import { thisPhone } from '../../prompts/pushSupport';
import { account as a } from '../../texts/account';

/**
 * On an iPhone the app belongs on the home screen before the evening: only there it gets a push, and
 * what is jotted down in a Safari tab stays in that tab. Nothing anywhere else.
 */
export function InstallFirst() {
  const { ios, standalone } = thisPhone();
  if (!ios || standalone) return null;
  return (
    <div class="stack">
      <p>{a.install.why}</p>
      <ol class="steps">
        {a.install.how.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}
