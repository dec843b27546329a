import { dateHere } from '../../prompts/days';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { dateText } from '../../texts/dateTexts';
import { karma as k } from '../../texts/karma';
import { kindness } from '../../texts/people';
import type { Step } from './chains';

type Names = ReadonlyMap<string, string>;

const today = (): string => dateHere(new Date());
const nameIn = (names: Names, id: string): string => names.get(id) ?? t.person.somebody;

/** "Maya, for you · Tue 24 Nov · thanks to Ada". */
export function turnDetail({ fields }: Row<'kindness'>, names: Names): string {
  const { direction, person_id, thanks_to, introduced_to } = fields;
  return [
    kindness[direction](nameIn(names, person_id)),
    dateText(fields.happened_on, today()),
    thanks_to && kindness.thanks(nameIn(names, thanks_to)),
    introduced_to && kindness.introduction(nameIn(names, introduced_to)),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Returns the title of a step: "You met Maya", "Maya introduced Tom", or the good turn in the user's words. */
export function stepTitle(step: Step, names: Names): string {
  if (step.kind === 'turn') return step.record.fields.what;
  const name = nameIn(names, step.record.id);
  return step.through ? k.introduced(nameIn(names, step.through), name) : k.met(name);
}

/** Returns the place and date of a step; empty if unknown. `events`: their names by id. */
export function stepDetail(
  step: Step,
  names: Names,
  events: ReadonlyMap<string, Row<'event'>>,
): string {
  if (step.kind === 'turn') return turnDetail(step.record, names);
  const event = events.get(step.record.fields.met_at ?? '')?.fields.name;
  return [event, step.on && dateText(step.on, today())].filter(Boolean).join(' · ');
}
