/** What is done ahead of the first tap, when the phone has a moment: a first visit needs none of it. */
import { firstNoted } from '../data/firstNoted';
import { onSwitch, openCurrent, openStore } from '../data/open';
import { refold } from '../data/refold';
import { isTyping } from '../data/typing';
import { withIdleTexts } from '../texts/idleTexts';
import { withTexts } from '../texts/language';

/** `isFirst`: on a first visit no more is loaded than it needs. */
export async function goAhead(isFirst: boolean): Promise<void> {
  const steps = [...(isFirst ? [] : [loadScreens, noteFirsts]), refoldWords, keepAtHand, lookAhead];
  // What cannot be done ahead is done when it is asked for, or at the next start.
  for (const step of steps) await step().catch(() => undefined);
}

/**
 * Whoever taps is answered at once: by then the screens behind the tabs are loaded, one after the other, and
 * after them what is a tap away from there.
 */
async function loadScreens(): Promise<void> {
  const screens = [
    () => import('./screens/met'),
    () => import('../features/followups/FollowupsPage'),
    () => import('./screens/settings'),
    () => import('./screens/more'),
  ];
  const parts = [
    () => import('./screens/idle.evening'),
    () => import('./screens/idle.karma'),
    () => import('../features/search/idle.results'),
    () => import('../features/events/idle.planning'),
    () => import('../features/people/idle.goodTurn'),
    () => import('../features/people/idle.add'),
    () => import('../features/cards/idle.cardForms'),
    () => import('../features/followups/idle.change'),
  ];
  const ways = [
    ...screens.map((load) => () => withTexts<unknown>(load)),
    ...parts.map((load) => () => withIdleTexts<unknown>(load)),
  ];
  for (const load of ways) {
    await new Promise<void>((rest) => setTimeout(rest, 200));
    await load().catch(() => undefined);
  }
}

/** Whoever opens the list of people for the first time does not wait until all notes are read. */
async function noteFirsts(): Promise<void> {
  const { connection } = await openCurrent();
  await (await firstNoted(connection, (id) => id)).keep?.();
}

/** People who were stored by an app that folded words in another way are found again. */
async function refoldWords(): Promise<void> {
  await refold((await openCurrent()).connection);
}

/** So long after a change, in ms: they come in swarms. */
const AFTER_A_CHANGE = 3_000;

/** Nothing that takes long is begun under the fingers of somebody who types. */
async function whenNobodyTypes(): Promise<void> {
  while (isTyping()) await new Promise((rest) => setTimeout(rest, 1_000));
}

/** Everybody, and all events, are read while nothing is going on: no tap has to wait for thousands of them. */
async function keepAtHand(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = async () => {
    await whenNobodyTypes();
    const store = await openStore();
    await Promise.all([store.all('person'), store.all('event')]);
  };
  const watch = async () => {
    (await openStore()).onChange((kinds) => {
      if (!kinds.has('person') && !kinds.has('event')) return;
      clearTimeout(timer);
      timer = setTimeout(() => void read().catch(() => undefined), AFTER_A_CHANGE);
    });
  };
  onSwitch(() => void watch().catch(() => undefined));
  await watch();
  await read();
}

/** Most people ask to be reminded of nobody: what looks ahead is loaded where somebody does. */
async function lookAhead(): Promise<void> {
  const people = await (await openStore()).all('person');
  const isAskedFor = people.some(
    ({ fields }) => fields.keep_in_touch_days !== null || fields.birthday !== null,
  );
  if (isAskedFor) (await import('../prompts/keepInTouch')).keepInTouch();
}
