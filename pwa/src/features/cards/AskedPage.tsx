import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { openStore } from '../../data/open';
import { writeWithUndo } from '../../editing/undo';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { cards as c } from '../../texts/cards';
import { Button, ButtonLink } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { EmptyState } from '../../ui/EmptyState';
import { idlePart } from '../../ui/idlePart';
import { Fold, Page } from '../../ui/Page';
import { Row as Line, Rows } from '../../ui/Row';
import { type Client, clientKey, pointsOf, readClients, retiring } from './clients';
import { Timer } from './Timer';
import './cards.css';

type Edited = typeof import('./idle.cardForms') & { card: Row<'card'> | null; client: string };

const nameOf = ({ name }: Client): string => name || c.asked.yourself;

/** What to say about a client when somebody asks: thirty seconds, then the talking points. */
export default function AskedPage() {
  const clients = useLive(readClients, ['card'], []);
  const { query } = useLocation();
  const [chosen, setChosen] = useState(clientKey(query.client ?? null));
  const [edited, setEdited] = useState<Edited | null>(null);
  const edit = async (card: Row<'card'> | null, client: string) => {
    const sheet = await idlePart(() => import('./idle.cardForms'));
    if (sheet) setEdited({ ...sheet, card, client });
  };
  const active = (clients ?? []).filter(({ retired }) => !retired);
  const retired = (clients ?? []).filter((client) => client.retired);
  const shown = active.find(({ key }) => key === chosen) ?? active[0];
  const last = Math.max(
    0,
    ...(clients ?? []).flatMap(({ cards }) => cards.map(({ fields }) => fields.position)),
  );

  return (
    <Page
      title={c.asked.title}
      back="/cards"
      reach={
        <Button look={active.length ? 'quiet' : 'primary'} wide onClick={() => void edit(null, '')}>
          {c.asked.add}
        </Button>
      }
    >
      {clients && !shown && <EmptyState title={c.asked.none} text={c.asked.noneText} />}
      <ButtonLink href="/shelf?page=pitch">{c.shelf.pitch}</ButtonLink>
      {shown && active.length > 1 && (
        <fieldset class="plain">
          <legend class="hidden">{c.asked.clients}</legend>
          <div class="cluster">
            {active.map((client) => (
              <Chip
                key={client.key}
                pressed={client === shown}
                onClick={() => setChosen(client.key)}
              >
                {nameOf(client)}
              </Chip>
            ))}
          </div>
        </fieldset>
      )}
      {shown && (
        <OneClient key={shown.key} client={shown} onEdit={(card) => void edit(card, shown.name)} />
      )}
      {retired.length > 0 && <Retired clients={retired} />}
      {edited && (
        <edited.PitchSheet
          card={edited.card}
          client={edited.client}
          position={last + 1}
          onSaved={(client) => {
            setChosen(clientKey(client));
            setEdited(null);
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </Page>
  );
}

type OneProps = { client: Client; onEdit: (card: Row<'card'> | null) => void };

function OneClient({ client, onEdit }: OneProps) {
  const name = nameOf(client);
  const retire = () => writeWithUndo(retiring(client, true), c.asked.retired(name));
  return (
    <section class="stack" aria-label={name}>
      <h2>{name}</h2>
      {client.cards.map((card) => (
        <Pitch key={card.id} card={card} onEdit={() => onEdit(card)} />
      ))}
      <div class="cluster">
        {client.name && <Chip onClick={() => onEdit(null)}>{c.asked.another(name)}</Chip>}
        <Chip onClick={() => void retire()}>{c.asked.retire(name)}</Chip>
      </div>
      <p class="soft">{c.asked.retireHint}</p>
    </section>
  );
}

function Pitch({ card: { fields }, onEdit }: { card: Row<'card'>; onEdit: () => void }) {
  const points = pointsOf(fields.details);
  return (
    <Card>
      <div class="pitch">
        <h3>{c.asked.pitch}</h3>
        <blockquote>{fields.text}</blockquote>
        <Timer />
        {points.length > 0 && <h3>{c.asked.points}</h3>}
        {points.length > 0 && (
          <ul class="points">
            {points.map((point, index) => (
              <li key={index}>{point}</li>
            ))}
          </ul>
        )}
        <div>
          <Chip onClick={onEdit}>{t.common.edit}</Chip>
        </div>
      </div>
    </Card>
  );
}

function Retired({ clients }: { clients: Client[] }) {
  const back = async (client: Client) => (await openStore()).write(retiring(client, false));
  return (
    <Fold title={c.asked.retiredOnes(clients.length)}>
      <Rows>
        {clients.map((client) => (
          <li key={client.key}>
            <Line
              title={nameOf(client)}
              aside={
                <Button
                  aria-label={c.bringBackOne(nameOf(client))}
                  onClick={() => void back(client)}
                >
                  {c.bringBack}
                </Button>
              }
            />
          </li>
        ))}
      </Rows>
    </Fold>
  );
}
