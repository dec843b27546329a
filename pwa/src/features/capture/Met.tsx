import { useLayoutEffect, useRef } from 'preact/hooks';
import { now } from '../../data/now';
import type { Store } from '../../data/store';
import { useLive } from '../../editing/useLive';
import { thisPhone } from '../../prompts/pushSupport';
import type { Row } from '../../records/kinds';
import { eveningOf } from '../../records/nextMorning';
import { t } from '../../texts';
import { capture as c } from '../../texts/capture';
import { hereZone, timeText } from '../../texts/dateTexts';
import { displayName } from '../../texts/displayName';
import { ButtonLink } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Row as Line } from '../../ui/Row';
import { progressOf } from '../evening/eveningProgress';
import { wordsOf } from './jottedWords';

type Jotted = { note: Row<'note'>; people: Row<'person'>[] };

/**
 * Returns the notes of an event with the people they name, earliest first; without an event, those of
 * tonight.
 */
async function jottedAt(store: Store, event: string | undefined): Promise<Jotted[]> {
  const [notes, met] = await Promise.all([
    event ? store.notesAt(event) : store.notesOn(eveningOf(now.peek(), hereZone())),
    // Reads most people of the event at once; reading each takes a slow phone longer.
    event ? store.linked('person', 'met_at', event) : [],
  ]);
  const read = new Map(met.map((row) => [row.id, row]));
  const ids = [...new Set(notes.flatMap((note) => note.fields.person_ids))];
  const found = await Promise.all(ids.map((id) => read.get(id) ?? store.get('person', id)));
  const people = new Map(
    found.flatMap((person) => (person && !person.deleted_at ? [[person.id, person]] : [])),
  );
  return notes.map((note) => ({
    note,
    people: note.fields.person_ids.flatMap((id) => people.get(id) ?? []),
  }));
}

/**
 * Whether nobody has signed in here and nothing was captured yet. Asked only if the list is empty, as it
 * reads everything.
 */
const isFirstVisit = async (store: Store, jotted: boolean): Promise<boolean> =>
  !jotted &&
  store.account === null &&
  (await store.all('note')).length === 0 &&
  (await store.all('person')).length === 0;

/** Explains the app to new users, and links to signing in. */
function Welcome() {
  const { ios, standalone } = thisPhone();
  return (
    <EmptyState title={t.app} text={c.welcome.text}>
      {ios && !standalone && <p>{c.welcome.homeScreen}</p>}
      <ButtonLink href="/sign-in">{c.welcome.signIn}</ButtonLink>
    </EmptyState>
  );
}

/**
 * What was captured tonight, the latest nearest to the field; before the first note, a suggestion what to
 * ask. `event`: undefined while it is not known whether there is one.
 */
export function Met({ event }: { event: Row<'event'> | null | undefined }) {
  const id = event?.id;
  const jotted = useLive((store) => jottedAt(store, id), ['note', 'person'], [id]);
  const isNew = useLive(
    (store) => isFirstVisit(store, !!jotted?.length),
    ['note', 'person'],
    [!!jotted?.length],
  );
  const carried = useLive(
    async (store) => (id ? (await progressOf(store, id)).carried : undefined),
    [],
    [id],
  );
  const end = useRef<HTMLDivElement>(null);
  const count = jotted?.length;
  useLayoutEffect(() => end.current?.scrollTo({ top: end.current.scrollHeight }), [count]);

  if (!jotted || event === undefined) return <div class="met" />;
  if (!jotted.length)
    return (
      <div class="met">
        {isNew && !event ? (
          <Welcome />
        ) : (
          <EmptyState
            title={event ? (carried ?? c.opener.first) : c.opener.quiet}
            text={event ? c.opener.text : c.opener.quietText}
          />
        )}
      </div>
    );
  return (
    <section
      class="met"
      ref={end}
      aria-label={event ? c.met(event.fields.name) : c.title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
      tabIndex={0}
    >
      <ul class="rows">
        {jotted.map(({ note, people }) => (
          <li key={note.id}>
            <Line
              href={placeOf(note, jotted)}
              title={
                people.map((person) => displayName(person.fields, event?.fields.name)).join(', ') ||
                note.fields.body
              }
              detail={
                people.length === 1
                  ? people.map((person) => wordsOf(note, person)).join('')
                  : people.length
                    ? note.fields.body
                    : undefined
              }
              aside={timeText(note.fields.captured_at, note.fields.captured_timezone)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/**
 * Returns where a note is edited: if a person was created by it and it is about them alone, on that person's
 * page.
 */
function placeOf({ id, fields }: Row<'note'>, jotted: readonly Jotted[]): string {
  const [person, ...others] = fields.person_ids;
  const first = person && jotted.find(({ note }) => note.fields.person_ids.includes(person));
  return first && !others.length && first.note.id === id ? `/people/${person}` : `/notes/${id}`;
}
