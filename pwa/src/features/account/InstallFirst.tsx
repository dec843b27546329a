import { thisPhone } from '../../prompts/pushSupport';
import { account as a } from '../../texts/account';

/**
 * On an iPhone, asks to install the app on the home screen before the first evening: push works only there,
 * and what is captured in a Safari tab stays in that tab. Shows nothing on other devices.
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
