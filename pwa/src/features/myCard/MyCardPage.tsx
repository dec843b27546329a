import { useEffect, useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import { t } from '../../texts';
import { myCard as m } from '../../texts/myCard';
import { Button, ButtonLink } from '../../ui/Button';
import { Fold, Page } from '../../ui/Page';
import { useAwake } from '../../ui/useAwake';
import { eveningAddress } from '../events/eveningCode';
import { eventOn } from '../events/tonight';
import { QrCode } from '../programs/QrCode';
import { fetchDecoder } from './decoder';
import { MyCardForm } from './MyCardForm';
import { codeOf, type OwnCard, ownCard, sendCard } from './ownCard';
import './myCard.css';

/**
 * Shows the user's own card as a code for another phone's camera: large, black on white in the dark theme
 * too.
 */
export default function MyCardPage() {
  const [own, setOwn] = useState<{ card: OwnCard; isNew: boolean }>();
  const [editing, setEditing] = useState(false);
  useAwake();
  useEffect(() => {
    ownCard().then(setOwn, () => undefined);
    void sendCard().catch(() => undefined);
    void fetchDecoder();
  }, []);
  const event = useLive(
    async (store) => eventOn(await store.all('event'), Date.now()),
    ['event'],
    [],
  );
  if (!own) return <Page title={m.title} back="/" />;
  const { card, isNew } = own;
  if (editing || isNew)
    return (
      <MyCardForm
        card={card}
        onDone={(kept) => {
          setOwn({ card: kept, isNew: false });
          setEditing(false);
        }}
      />
    );
  const { name, known_for } = card.values;
  return (
    <Page
      title={m.title}
      back="/"
      actions={<Button onClick={() => setEditing(true)}>{t.common.edit}</Button>}
      reach={
        <div class="cluster">
          <ButtonLink look="primary" href="/scan">
            {m.scan}
          </ButtonLink>
          {/* The code tells nothing about who scanned it, so the page reminds to note them. */}
          <ButtonLink href="/">{m.whoWasThat}</ButtonLink>
        </div>
      }
    >
      <QrCode text={codeOf(card)} label={m.code} />
      <p class="own-name">{card.shows.includes('name') && name}</p>
      {card.shows.includes('known_for') && <p class="own-known">{known_for}</p>}
      {event && (
        <Fold title={m.evening(event.fields.name)}>
          <QrCode text={eveningAddress(event.fields)} label={m.eveningCode} />
          <p class="soft">{m.eveningHint}</p>
        </Fold>
      )}
    </Page>
  );
}
