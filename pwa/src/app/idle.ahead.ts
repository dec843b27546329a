/** What is done ahead of the first tap, when the phone has a moment: a first visit needs none of it. */
import { firstNoted } from '../data/firstNoted';
import { openCurrent } from '../data/open';
import { withIdleTexts } from '../texts/idleTexts';
import { withTexts } from '../texts/language';

export async function goAhead(): Promise<void> {
  await loadScreens();
  await noteFirsts();
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
