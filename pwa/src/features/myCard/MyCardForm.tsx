import { useState } from 'preact/hooks';
import { t } from '../../texts';
import { myCard as m } from '../../texts/myCard';
import { Button } from '../../ui/Button';
import { Field as TextField } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Switch } from '../../ui/Switch';
import { FIELDS, type Field, keepCard, type OwnCard } from './ownCard';

const KINDS: Partial<Record<Field, object>> = {
  phone: { type: 'tel', autoComplete: 'tel' },
  email: { type: 'email', autoComplete: 'email' },
  link: { type: 'url', autoComplete: 'url' },
};

/** Edits the user's own card, and which fields others are shown. */
export function MyCardForm({ card, onDone }: { card: OwnCard; onDone: (card: OwnCard) => void }) {
  const [values, setValues] = useState(card.values);
  const [shows, setShows] = useState<readonly Field[]>(card.shows);
  const [trouble, setTrouble] = useState<string>();
  const save = async () => {
    const kept = { values, shows: FIELDS.filter((field) => shows.includes(field)) };
    try {
      await keepCard(kept);
      onDone(kept);
    } catch {
      setTrouble(t.common.notKept);
    }
  };
  const write = (field: Field, text: string) => {
    setValues({ ...values, [field]: text });
    // A field that is filled in for the first time is shown to others by default.
    if (!values[field] && text && !shows.includes(field)) setShows([...shows, field]);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Page
        title={m.title}
        back="/"
        reach={
          <>
            {trouble && <p role="alert">{trouble}</p>}
            <Button type="submit" look="primary" wide>
              {t.common.save}
            </Button>
          </>
        }
      >
        <p class="soft">{m.why}</p>
        {FIELDS.map((field) => (
          <div class="stack" key={field}>
            <TextField
              label={m.fields[field]}
              value={values[field]}
              most={200}
              {...KINDS[field]}
              onText={(text) => write(field, text)}
            />
            <Switch
              label={m.show(m.fields[field])}
              on={shows.includes(field)}
              onSwitch={(on) =>
                setShows(on ? [...shows, field] : shows.filter((each) => each !== field))
              }
            />
          </div>
        ))}
      </Page>
    </form>
  );
}
