/** The texts of the parts that a phone fetches when it is idle, as live bindings like those of `deferred.ts`. */
import type * as en from './en/idle';

export let about: typeof en.about;
export let attachments: typeof en.attachments;
export let card: typeof en.card;
export let deleteAccount: typeof en.deleteAccount;
export let devices: typeof en.devices;
export let exchange: typeof en.exchange;
export let introductions: typeof en.introductions;
export let keys: typeof en.keys;
export let myCard: typeof en.myCard;
export let planning: typeof en.planning;
export let programs: typeof en.programs;
export let results: typeof en.results;
export let shelf: typeof en.shelf;
export let shortcuts: typeof en.shortcuts;

export function setIdle(words: typeof en): void {
  ({
    about,
    attachments,
    card,
    deleteAccount,
    devices,
    exchange,
    introductions,
    keys,
    myCard,
    planning,
    programs,
    results,
    shelf,
    shortcuts,
  } = words);
}
