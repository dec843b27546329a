/**
 * Works out how good turns came about: which meeting led to whom and to what, perhaps years later. Pure:
 * records in, stories out. There are no totals and no ranking.
 */
import type { Row } from '../../records/kinds';

type Person = Row<'person'>;
type Kindness = Row<'kindness'>;

interface Happening {
  /** The date (`YYYY-MM-DD`); null if unknown. */
  on: string | null;
  /** The step that led to this one, earlier in the story; null for the first. */
  from: Step | null;
  /** The person on whose thread it is drawn. */
  person_id: string;
}
/** Somebody was met; `through`: the id of who introduced them, or null. */
export type Meeting = Happening & { kind: 'met'; record: Person; through: string | null };
export type Turn = Happening & { kind: 'turn'; record: Kindness };
export type Step = Meeting | Turn;

/** What came of one meeting: steps in the order of time, each after the one that led to it. */
export type Story = Step[];

/** After any date: for people about whom no date is known. */
const NEVER = '9999-12-31';

/**
 * Returns the stories, the one that ended last first. Every good turn received is in exactly one story, with
 * everything that led to it. `days`: the local dates of events by id, for people without `met_on`.
 */
export function stories(
  everybody: readonly Person[],
  kindnesses: readonly Kindness[],
  days: ReadonlyMap<string, string> = new Map(),
): Story[] {
  const people = involved(everybody, kindnesses);
  const day = daysOf(people, kindnesses, days);
  const steps = inOrder(stepsOf(people, kindnesses, days), day);
  const threads = new Threads(steps, day);
  for (const step of steps) step.from = threads.origin(step);
  const told = new Set<Step>();
  for (const step of steps) {
    if (step.kind === 'turn' && step.record.fields.direction === 'received')
      for (const before of line(step)) told.add(before);
  }
  const byRoot = new Map<Step | undefined, Step[]>();
  for (const step of told) {
    const root = line(step).at(-1);
    byRoot.set(root, [...(byRoot.get(root) ?? []), step]);
  }
  const last = (story: Story): string => day(story.at(-1) as Step);
  return [...byRoot.values()]
    .map((story) => inOrder(story, day))
    .sort((a, b) => (last(a) < last(b) ? 1 : last(a) > last(b) ? -1 : 0));
}

/** Returns the people who introduced somebody, were introduced, or took part in a good turn. */
function involved(people: readonly Person[], kindnesses: readonly Kindness[]): Person[] {
  const named = new Set<string | null>(people.map(({ fields }) => fields.introduced_by));
  for (const { fields } of kindnesses)
    for (const id of [fields.person_id, fields.thanks_to, fields.introduced_to]) named.add(id);
  return people.filter(({ id, fields }) => fields.introduced_by !== null || named.has(id));
}

/** Returns the steps that led to this one, from the first on. */
export function line(step: Step): Step[] {
  const found: Step[] = [];
  for (let each: Step | null = step; each; each = each.from) found.push(each);
  return found;
}

const metOn = ({ fields }: Person, days: ReadonlyMap<string, string>): string | null =>
  fields.met_on ?? days.get(fields.met_at ?? '') ?? null;

function stepsOf(
  people: readonly Person[],
  kindnesses: readonly Kindness[],
  days: ReadonlyMap<string, string>,
): Step[] {
  const known = new Set(people.map(({ id }) => id));
  return [
    ...people.map((record): Meeting => {
      const by = record.fields.introduced_by;
      const through = by && by !== record.id && known.has(by) ? by : null;
      const on = metOn(record, days);
      return { kind: 'met', record, through, on, from: null, person_id: record.id };
    }),
    ...kindnesses.map((record): Turn => {
      const { happened_on: on, person_id } = record.fields;
      return { kind: 'turn', record, on, from: null, person_id };
    }),
  ];
}

/**
 * Returns the date of each step for sorting. A meeting without a date gets the date of the first step it led
 * to.
 */
function daysOf(
  people: readonly Person[],
  kindnesses: readonly Kindness[],
  days: ReadonlyMap<string, string>,
): (step: Step) => string {
  const undated = people.filter((person) => metOn(person, days) === null);
  const first = new Map(undated.map(({ id }) => [id, NEVER]));
  const of = (person: Person): string => first.get(person.id) ?? metOn(person, days) ?? NEVER;
  let moved = false;
  const notLater = (id: string | null, day: string) => {
    const before = id === null ? undefined : first.get(id);
    if (id === null || before === undefined || before <= day) return;
    first.set(id, day);
    moved = true;
  };
  for (const { fields } of kindnesses) {
    for (const id of [fields.person_id, fields.thanks_to, fields.introduced_to])
      notLater(id, fields.happened_on);
  }
  // In a chain of introductions without dates, each round passes the last date one step up.
  do {
    moved = false;
    for (const person of people) notLater(person.fields.introduced_by, of(person));
  } while (moved);
  return (step) => (step.kind === 'met' ? of(step.record) : step.record.fields.happened_on);
}

/** Sorts by date; on the same date, a step comes after the one that led to it. */
function inOrder<S extends Step>(steps: S[], day: (step: Step) => string): S[] {
  const key = (step: Step): string =>
    `${day(step)} ${`${line(step).length}`.padStart(6, '0')} ${step.kind} ${step.record.id}`;
  return steps
    .map((step) => ({ step, key: key(step) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ step }) => step);
}

/** What happened with each person, in the order of time. */
class Threads {
  readonly #threads = new Map<string, Step[]>();
  /** The good turn by which somebody introduced this person to the user. */
  readonly #introductions = new Map<string, Turn>();
  readonly #day: (step: Step) => string;

  constructor(steps: readonly Step[], day: (step: Step) => string) {
    this.#day = day;
    for (const step of steps) {
      this.#put(step.person_id, step);
      if (step.kind === 'met') continue;
      const { introduced_to: to, direction, person_id } = step.record.fields;
      if (!to || to === person_id) continue;
      if (direction === 'given') this.#put(to, step);
      else if (!this.#introductions.has(to)) this.#introductions.set(to, step);
    }
  }

  #put(person: string, step: Step): void {
    const thread = this.#threads.get(person);
    if (thread) thread.push(step);
    else this.#threads.set(person, [step]);
  }

  /** Returns the step that led to this one: never a later one, and never one that this one led to. */
  origin(step: Step): Step | null {
    if (step.kind === 'met') {
      const turn = this.#introductions.get(step.record.id);
      if (turn && this.#mayLead(turn, step)) {
        step.through = null;
        return turn;
      }
      return step.through ? this.#latest(step.through, step) : null;
    }
    const before = this.#before(step);
    const thanks = step.record.fields.thanks_to;
    const known = before && line(before).some(({ person_id }) => person_id === thanks);
    return (thanks && !known && this.#latest(thanks, step)) || before;
  }

  /** Returns the previous step with the same person. */
  #before(step: Step): Step | null {
    const thread = this.#threads.get(step.person_id) ?? [];
    const earlier = thread.slice(0, thread.indexOf(step));
    return earlier.findLast((each) => this.#mayLead(each, step)) ?? null;
  }

  /** Returns the last step with that person up to the date of `step`. */
  #latest(person: string, step: Step): Step | null {
    return this.#threads.get(person)?.findLast((each) => this.#mayLead(each, step)) ?? null;
  }

  #mayLead(from: Step, to: Step): boolean {
    return this.#day(from) <= this.#day(to) && !line(from).includes(to);
  }
}
