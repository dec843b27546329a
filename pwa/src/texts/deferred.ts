/**
 * The texts of all screens but the first, as live bindings that are set before such a screen is drawn. A
 * module may use them, but not while it is being loaded: they may not be set yet.
 */
import type * as en from './en/deferred';

export let account: typeof en.account;
export let cards: typeof en.cards;
export let duplicates: typeof en.duplicates;
export let events: typeof en.events;
export let firstLines: typeof en.firstLines;
export let followups: typeof en.followups;
export let idleParts: typeof en.idleParts;
export let karma: typeof en.karma;
export let notes: typeof en.notes;
export let evening: typeof en.evening;
export let people: typeof en.people;
export let personForm: typeof en.personForm;
export let picker: typeof en.picker;
export let kindness: typeof en.kindness;
export let search: typeof en.search;
export let sync: typeof en.sync;
export let trash: typeof en.trash;
export let versions: typeof en.versions;

export function setDeferred(words: typeof en): void {
  ({
    account,
    cards,
    duplicates,
    events,
    firstLines,
    followups,
    idleParts,
    karma,
    notes,
    evening,
    people,
    personForm,
    picker,
    kindness,
    search,
    sync,
    trash,
    versions,
  } = words);
}
