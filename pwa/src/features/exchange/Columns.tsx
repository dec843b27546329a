import { COLUMNS, type Column } from '../../contacts/columns';
import { exchange as x } from '../../texts/exchange';
import { Choice } from '../../ui/Field';
import { Section } from '../../ui/Page';
import { chooseColumns } from './importing';
import type { Preview, Source } from './protocol';

type Props = { source: Source; table: NonNullable<Preview['table']> };

/** Lets the user say what the columns of an unknown table contain, starting from a guess. */
export function Columns({ source, table: { headers, columns, sample } }: Props) {
  const options = [
    { value: '', label: x.fields.none },
    ...COLUMNS.filter((column) => column !== 'known_for').map((column) => ({
      value: column,
      label: x.fields[column],
    })),
  ];
  const choose = (index: number, value: string) =>
    chooseColumns(
      source,
      headers,
      columns.map((column, at) => (at === index ? ((value || null) as Column) : column)),
    );
  return (
    <Section title={x.columns}>
      <div class="stack">
        {columns.map((column, index) => (
          <Choice
            key={index}
            label={headers[index] || x.column(index + 1)}
            hint={sample
              .map((cells) => cells[index])
              .filter(Boolean)
              .join(' · ')
              .slice(0, 80)}
            value={column ?? ''}
            options={options}
            onText={(value) => void choose(index, value)}
          />
        ))}
      </div>
    </Section>
  );
}
