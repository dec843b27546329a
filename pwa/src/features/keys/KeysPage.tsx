import { me } from '../../data/session';
import { account as a } from '../../texts/account';
import { keys as k } from '../../texts/keys';
import { Page } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { NewAddress, NewPassword } from './Changing';
import { Codes } from './Codes';
import { MailSettings } from './MailSettings';
import { PhoneKeys } from './PhoneKeys';

/** The ways to sign in to the account, and what happened to it. */
export default function KeysPage() {
  if (!me.value)
    return (
      <Page title={k.title} back="/settings">
        <p>{a.settings.nobody}</p>
      </Page>
    );
  return (
    <Page title={k.title} back="/settings">
      <Rows>
        <li>
          <Row title={k.activity.title} detail={k.activity.detail} href="/settings/activity" />
        </li>
        <li>
          <Row
            title={a.settings.devices}
            detail={a.settings.devicesDetail}
            href="/settings/devices"
          />
        </li>
        <li>
          <Row title={a.settings.programs} detail={k.programs} href="/settings/programs" />
        </li>
      </Rows>
      <NewPassword />
      <Codes />
      <NewAddress />
      {/* They come over the network: below the others, so that nothing moves when they do. */}
      <PhoneKeys />
      <MailSettings />
    </Page>
  );
}
