/** The owner's own card, as it is kept in `me.card`; without a network, or an account, on this phone till then. */
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

/** What stands in each field, and which of them are shown to others. */
export interface OwnCard {
  values: Record<Field, string>;
  shows: Field[];
}

const DRAFT = 'my-card';
/** The characters of `me.card`. */
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

/** Null for what another version of the app kept, and this one cannot read. */
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

/** What was written here last, else what the account has. */
export async function ownCard(): Promise<{ card: OwnCard; isNew: boolean }> {
  const kept = (await (await openStore()).draft(DRAFT)) ?? me.peek()?.card;
  const card = readCard(kept);
  return { card: card ?? blank(), isNew: card === null };
}

export async function keepCard(card: OwnCard): Promise<void> {
  await (await openStore()).saveDraft(DRAFT, JSON.stringify(card));
  await sendCard();
}

/** Brings what was written here to the account, if it can be reached; else the next time. */
export async function sendCard(): Promise<void> {
  const store = await openStore();
  const kept = await store.draft(DRAFT);
  if (!kept || !me.peek()) return;
  const isSent = await patchMe({ card: kept }).then(
    () => true,
    () => false,
  );
  // Unless it was written anew meanwhile.
  if (isSent && (await store.draft(DRAFT)) === kept) await store.saveDraft(DRAFT, '');
}

/** What the code says: what is ticked, and nothing else. */
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
