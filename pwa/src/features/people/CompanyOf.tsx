import type { Row } from '../../records/kinds';
import { displayName, subline } from '../../texts/displayName';
import { people as p } from '../../texts/people';
import { Fold, Section } from '../../ui/Page';
import { Paged } from '../../ui/Paged';
import { Row as Line } from '../../ui/Row';
import type { Company } from './company';

const line = ({ id, fields }: Row<'person'>) => (
  <Line href={`/people/${id}`} title={displayName(fields)} detail={subline(fields)} />
);

type Props = { company: Company; name: string; event: string | undefined };

/** The people met through somebody, or together with them. */
export function CompanyOf({ company: { through, together, sameEvent }, name, event }: Props) {
  return (
    <>
      {through.length > 0 && (
        <Section title={p.metThrough(name)}>
          <Paged rows={through} line={line} />
        </Section>
      )}
      {together.length + sameEvent.length > 0 && (
        <Section title={p.together}>
          <Paged rows={together} line={line} />
          {sameEvent.length > 0 && (
            <Fold title={event ? p.othersAt(event) : p.othersThere}>
              <Paged rows={sameEvent} line={line} />
            </Fold>
          )}
        </Section>
      )}
    </>
  );
}
