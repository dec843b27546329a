import { useEffect, useState } from 'preact/hooks';
import { call } from '../../data/api';
import { deviceName } from '../../texts/deviceName';
import { keys as k } from '../../texts/keys';
import { programs as p } from '../../texts/programs';
import { Page } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { formErrorsOf } from '../forms/formErrors';
import { whenSaid } from '../sync/instantText';

interface Item {
  what: string;
  detail: string;
  at: string;
}

/** Events whose detail is a browser's User-Agent. */
const BY_BROWSER = /^(signed|wipe|passkey)/;

/** Returns the text of an event. For a token, it names its purpose. */
const said = (what: string, detail: string): string =>
  BY_BROWSER.test(what)
    ? deviceName(detail)
    : ((p.scopes as Record<string, string>)[detail] ?? detail);

/** Lists what happened to the account in the last half year. */
export default function ActivityPage() {
  const [items, setItems] = useState<Item[]>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    call<{ activity: Item[] }>('GET', '/me/activity').then(
      ({ activity }) => setItems(activity),
      (error) => setTrouble(formErrorsOf(error).whole),
    );
  }, []);
  return (
    <Page title={k.activity.title} back="/settings/keys">
      <p class="soft">{k.activity.why}</p>
      {trouble && <p role="status">{trouble}</p>}
      <Rows label={k.activity.title}>
        {items?.map(({ what, detail, at }, index) => (
          <li key={`${at}/${index}`}>
            <Row
              title={k.activity.happened[what] ?? what}
              detail={[detail && said(what, detail), whenSaid(at)].filter(Boolean).join(' · ')}
            />
          </li>
        ))}
      </Rows>
    </Page>
  );
}
