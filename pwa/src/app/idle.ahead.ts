/** Work that is done before the first tap needs it, while the phone is idle. A first visit needs none of it. */
import { firstNoted } from '../data/firstNoted';
import { onSwitch, openCurrent, openStore } from '../data/open';
import { refold } from '../data/refold';
import { isTyping } from '../data/typing';
import { withIdleTexts } from '../texts/idleTexts';
import { withTexts } from '../texts/language';
import { preload } from './preload';
import { lists, routes } from './routes';

/** `isFirst`: on a first visit nothing more is loaded than it needs. */
export async function goAhead(isFirst: boolean): Promise<void> {
  const steps = [...(isFirst ? [] : [loadScreens, noteFirsts]), refoldWords, keepAtHand, lookAhead];
  // What fails here is done when it is needed, or at the next start.
  for (const step of steps) await step().catch(() => undefined);
}

/**
 * Loads the screens behind the tabs, one after the other, and then the screens one tap away from those, so
 * that taps are answered at once.
 */
async function loadScreens(): Promise<void> {
  const screens = [
    () => import('./screens/met'),
    () => import('../features/followups/FollowupsPage'),
    () => import('./screens/settings'),
    () => import('./screens/seldom'),
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
    await load();
  }
  // Not before all of it is there: what fails to load stays so until the app is started again.
  const { Karma } = await import('./screens/seldom');
  const opened = [...Object.values(lists), ...routes.map(({ props }) => props.component), Karma];
  for (const one of opened) await preload(one);
}

/** Works out when each person was first noted, so that the list of people opens without reading all notes. */
async function noteFirsts(): Promise<void> {
  const { connection } = await openCurrent();
  await (await firstNoted(connection, (id) => id)).keep?.();
}

/** Rewrites the search words of people stored by a version that folded words differently. */
async function refoldWords(): Promise<void> {
  await refold((await openCurrent()).connection);
}

/** How long to wait after a change, in ms: changes come in bursts. */
const AFTER_A_CHANGE = 3_000;

/** Resolves when nobody is typing. Nothing slow starts while somebody types. */
async function whenNobodyTypes(): Promise<void> {
  while (isTyping()) await new Promise((rest) => setTimeout(rest, 1_000));
}

/** Reads all people and events while the phone is idle, so that no tap has to wait for thousands of rows. */
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

/** Loads the code for reminders only if somebody asked to be reminded of a person. */
async function lookAhead(): Promise<void> {
  const people = await (await openStore()).all('person');
  const isAskedFor = people.some(
    ({ fields }) => fields.keep_in_touch_days !== null || fields.birthday !== null,
  );
  if (isAskedFor) (await import('../prompts/keepInTouch')).keepInTouch();
}
