import { useState } from 'preact/hooks';
import { me } from '../../data/session';
import { useLive } from '../../editing/useLive';
import { syncStatus } from '../../syncing/status';
import { waitsText } from '../../syncing/waitsText';
import { t } from '../../texts';
import { account as a } from '../../texts/account';
import { trash as x } from '../../texts/trash';
import { Button, ButtonLink } from '../../ui/Button';
import { idlePart } from '../../ui/idlePart';
import { Page, Section } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { StorageUse } from '../attachments/Attachments';
import { hasKeyboard, showKeys } from '../shortcuts/shortcuts';
import { Language } from './Language';
import { ProfileSettings } from './ProfileSettings';
import { PushSettings } from './PushSettings';
import { SignOut } from './SignOut';
import { StorageStatus } from './StorageStatus';
import './account.css';

/** The settings: account, morning prompt, this phone, data, signing out and deleting the account. */
export default function SettingsPage() {
  const account = me.value;
  // Assume signed in until the database says otherwise, so that nothing false flashes up.
  const isLocal = useLive(async (store) => store.account === null, [], []);
  return (
    <Page title={a.settings.title}>
      {account ? <ProfileSettings account={account} /> : isLocal && <Nobody />}
      <Section title={a.settings.phone}>
        <div class="stack">
          <PushSettings signedIn={account !== null} />
          <Language />
          {hasKeyboard() && (
            <Rows>
              <li>
                <Row
                  title={a.settings.keyboard}
                  detail={a.settings.keyboardDetail}
                  onClick={() => void showKeys()}
                />
              </li>
            </Rows>
          )}
        </div>
      </Section>
      <Section title={a.settings.data}>
        <Rows>
          <li>
            <Row
              title={a.settings.sync}
              detail={waitsText(syncStatus.value) || a.settings.nothingWaits}
              href="/sync"
            />
          </li>
          {account && (
            <li>
              <Row
                title={a.settings.devices}
                detail={a.settings.devicesDetail}
                href="/settings/devices"
              />
            </li>
          )}
          {account && (
            <li>
              <Row title={a.settings.keys} detail={a.settings.keysDetail} href="/settings/keys" />
            </li>
          )}
          {account && elsewhere()}
          <li>
            <Row
              title={a.settings.bringIn}
              detail={a.settings.bringInDetail}
              href="/settings/import"
            />
          </li>
          <li>
            <Row title={x.title} detail={x.detail} href="/trash" />
          </li>
          <li>
            <Row
              title={a.settings.exportData}
              detail={a.settings.exportDetail}
              href="/settings/export"
            />
          </li>
        </Rows>
        <StorageStatus />
        <StorageUse />
      </Section>
      <Section title={t.app}>
        <Rows>
          <li>
            <Row title={a.settings.about} detail={a.settings.aboutDetail} href="/settings/about" />
          </li>
        </Rows>
      </Section>
      {account && <Leaving />}
    </Page>
  );
}

/** Links to the address book, the calendar and tokens for other programs. */
const elsewhere = () =>
  [
    ['address-book', a.settings.addressBook],
    ['calendar', a.settings.calendar],
    ['programs', a.settings.programs],
  ].map(([path, title]) => (
    <li key={path}>
      <Row title={title} href={`/settings/${path}`} />
    </li>
  ));

function Nobody() {
  return (
    <Section title={a.settings.you}>
      <div class="stack">
        <p>{a.settings.nobody}</p>
        <p class="soft">{a.signUp.why}</p>
        <div class="cluster">
          <ButtonLink look="primary" href="/sign-up">
            {a.signUp.title}
          </ButtonLink>
          <ButtonLink look="quiet" href="/sign-in">
            {a.signIn.title}
          </ButtonLink>
        </div>
      </div>
    </Section>
  );
}

function Leaving() {
  const [isLeaving, setLeaving] = useState(false);
  const [erasing, setErasing] = useState<typeof import('./idle.deleteAccount')>();
  const erase = () => idlePart(() => import('./idle.deleteAccount')).then(setErasing);
  return (
    <Section title={a.settings.leave}>
      <div class="cluster">
        <Button look="quiet" onClick={() => setLeaving(true)}>
          {a.settings.signOut}
        </Button>
        <Button look="danger" onClick={() => void erase()}>
          {a.settings.deleteAccount}
        </Button>
      </div>
      {isLeaving && <SignOut onClose={() => setLeaving(false)} />}
      {erasing && <erasing.DeleteAccount onClose={() => setErasing(undefined)} />}
    </Section>
  );
}
