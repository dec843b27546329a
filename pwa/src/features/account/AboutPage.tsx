import { useEffect, useState } from 'preact/hooks';
import { call } from '../../data/api';
import { type About, getDeviceSetting, setDeviceSettings } from '../../data/deviceSettings';
import { me } from '../../data/session';
import { about as b } from '../../texts/about';
import { Page, Section } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { listPasskeys } from '../keys/passkeys';
import { listTokens } from '../programs/tokens';
import './about.css';

/** What the app is, what happens to what users write, and whom to ask. */
export default function AboutPage() {
  const server = useServer();
  return (
    <Page title={b.title} back="/settings">
      <div class="stack spirit">
        {b.spirit.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
      <Section title={b.privacy.title}>
        <ol class="stack plainly">
          {b.privacy.sentences(location.host).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
      </Section>
      {me.value && <Keys />}
      <Section title={b.ask.title}>
        <div class="stack">
          {server?.contact ? (
            <p>
              {b.ask.whom}{' '}
              <a href={server.contact} target="_blank" rel="noreferrer">
                {server.contact.replace(/^mailto:|^https:\/\//, '')}
              </a>
            </p>
          ) : (
            <p>{b.ask.nobody(location.host)}</p>
          )}
          {server && (
            <p class="soft">
              {server.name} {server.version}
              {server.source && (
                <>
                  {' · '}
                  <a href={server.source} target="_blank" rel="noreferrer">
                    {b.source}
                  </a>
                </>
              )}
            </p>
          )}
        </div>
      </Section>
    </Page>
  );
}

/** Returns what the server says about itself; without a network, what it said last. */
function useServer(): About | undefined {
  const [about, setAbout] = useState<About>();
  useEffect(() => {
    const ask = async () => {
      setAbout(await getDeviceSetting('about'));
      const said = await call<About>('GET', '/about');
      setAbout(said);
      await setDeviceSettings({ about: said });
    };
    void ask().catch(() => undefined);
  }, []);
  return about;
}

/** The counts of keys that open the account. Some are known by the server only. */
function Keys() {
  const [passkeys, setPasskeys] = useState(0);
  const [programs, setPrograms] = useState(0);
  useEffect(() => {
    listPasskeys().then(
      (found) => setPasskeys(found.length),
      () => undefined,
    );
    listTokens().then(
      (found) => setPrograms(found.length),
      () => undefined,
    );
  }, []);
  const held = [
    b.keys.password,
    ...(passkeys ? [b.keys.passkeys(passkeys)] : []),
    ...(me.value?.totp ? [b.keys.codes] : []),
    ...(programs ? [b.keys.programs(programs)] : []),
  ];
  return (
    <Section title={b.keys.title}>
      <Rows>
        {held.map((key) => (
          <li key={key}>
            <Row title={key} />
          </li>
        ))}
        <li>
          <Row title={b.keys.change} href="/settings/keys" />
        </li>
      </Rows>
    </Section>
  );
}
