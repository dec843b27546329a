/**
 * The user's own card, stored in `me.card`. Without a network or an account it is stored on this phone until
 * then.
 */
import { writeMecard } from '../../contacts/mecard';
import { openStore } from '../../data/open';
import { me, patchMe } from '../../data/session';

export const FIELDS = [
  'name',
  'known_for',
  'organisation',
  'role',
  'phone',
  'email',
  'link',
] as const;
export type Field = (typeof FIELDS)[number];

/** The values of the fields, and which are shown to others. */
export interface OwnCard {
  values: Record<Field, string>;
  shows: Field[];
}

const DRAFT = 'my-card';
/** The most characters of `me.card`. */
export const MOST = 4096;

const blank = (): OwnCard => ({
  values: {
    name: me.peek()?.name ?? '',
    known_for: '',
    organisation: '',
    role: '',
    phone: '',
    email: me.peek()?.email ?? '',
    link: '',
  },
  shows: ['name', 'known_for'],
});

/** Returns null if another version of the app wrote something this one cannot read. */
export function readCard(kept: string | null | undefined): OwnCard | null {
  try {
    const { values, shows } = JSON.parse(kept ?? '') as Partial<OwnCard>;
    if (typeof values !== 'object' || !Array.isArray(shows)) return null;
    return {
      values: { ...blank().values, ...values },
      shows: FIELDS.filter((field) => shows.includes(field)),
    };
  } catch {
    return null;
  }
}

/** Returns the card written on this phone if it was not sent yet, else the account's. */
export async function ownCard(): Promise<{ card: OwnCard; isNew: boolean }> {
  const kept = (await (await openStore()).draft(DRAFT)) ?? me.peek()?.card;
  const card = readCard(kept);
  return { card: card ?? blank(), isNew: card === null };
}

export async function keepCard(card: OwnCard): Promise<void> {
  await (await openStore()).saveDraft(DRAFT, JSON.stringify(card));
  await sendCard();
}

/** Sends the card to the account if it can be reached; otherwise the next start does. */
export async function sendCard(): Promise<void> {
  const store = await openStore();
  const kept = await store.draft(DRAFT);
  if (!kept || !me.peek()) return;
  const isSent = await patchMe({ card: kept }).then(
    () => true,
    () => false,
  );
  // Unless it was edited meanwhile.
  if (isSent && (await store.draft(DRAFT)) === kept) await store.saveDraft(DRAFT, '');
}

/** Returns the text of the code: the ticked fields only. */
export function codeOf({ values, shows }: OwnCard): string {
  const said = (field: Field): string => (shows.includes(field) ? values[field].trim() : '');
  const list = (field: Field): string[] => (said(field) ? [said(field)] : []);
  return writeMecard({
    name: said('name') || null,
    known_for: said('known_for') || null,
    organisation: said('organisation') || null,
    role: said('role') || null,
    phones: list('phone'),
    emails: list('email'),
    links: list('link'),
  });
}
