import { useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import { foldedWords } from '../../records/fold';
import { inOneLine } from '../../texts/displayName';
import { exchange as x } from '../../texts/exchange';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Fold, Page } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { Switch } from '../../ui/Switch';
import { download, hand, make } from './handing';
import type { ExportForm } from './protocol';

const FORMS: ExportForm[] = ['vcard', 'csv', 'zip'];
/** The most people shown to choose from. */
const MOST = 30;

/** Exports everything, or chosen people, as files. */
export default function ExportPage() {
  const [told, setTold] = useState<string>();
  const write = async (form: ExportForm, people?: string[]) => {
    setTold(x.out.making);
    try {
      const { file, count, missing } = await make(form, people);
      if (people) await hand(file);
      else download(file);
      setTold([x.out.made(count), missing && x.out.missing(missing)].filter(Boolean).join(' '));
    } catch {
      setTold(x.out.failed);
    }
  };
  return (
    <Page title={x.out.title} back="/settings">
      <p class="soft">{x.out.why}</p>
      <Rows>
        {FORMS.map((form) => (
          <li key={form}>
            <Row
              title={x.out[form]}
              detail={x.out[`${form}Detail`]}
              onClick={() => void write(form)}
            />
          </li>
        ))}
      </Rows>
      <p role="status">{told}</p>
      <Fold title={x.out.some}>
        <Some onDone={(people) => void write('vcard', people)} />
      </Fold>
    </Page>
  );
}

function Some({ onDone }: { onDone: (people: string[]) => void }) {
  const people = useLive((store) => store.all('person'), ['person'], []) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const words = foldedWords(text);
  const found = people.filter(({ id, fields }) => {
    const theirs = foldedWords(`${fields.name ?? ''} ${fields.known_for ?? ''}`);
    return words.length
      ? words.every((word) => theirs.some((own) => own.startsWith(word)))
      : chosen.has(id);
  });
  const choose = (id: string, on: boolean) =>
    setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((each) => each !== id)));
  return (
    <>
      <Field label={x.out.find} type="search" value={text} autoComplete="off" onText={setText} />
      {found.slice(0, MOST).map(({ id, fields }) => (
        <Switch
          key={id}
          label={inOneLine(fields)}
          on={chosen.has(id)}
          onSwitch={(on) => choose(id, on)}
        />
      ))}
      {chosen.size > 0 && (
        <Button look="primary" wide onClick={() => onDone([...chosen])}>
          {x.out.handSome(chosen.size)}
        </Button>
      )}
    </>
  );
}
