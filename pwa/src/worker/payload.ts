/**
 * Reads a push without trusting it: whatever arrived, there is something to show.
 *
 * The message is a Declarative Web Push (`web_push: 8030`). iOS (from 18.4) shows it by itself. Other
 * browsers (Chromium 156 and Firefox 153 among them) pass it to the worker, which shows the same.
 */

export interface Answerable {
  id: string;
  due_on: string;
}

export interface PushAction {
  action: string;
  title: string;
  navigate: string;
}

/** A checked message; `morning` is null if it is not a morning's prompt. */
export interface Message {
  title: string;
  body: string;
  lang: string;
  dir: 'auto' | 'ltr' | 'rtl';
  tag: string;
  navigate: string;
  badge: number | null;
  account: string | null;
  morning: string | null;
  followups: Answerable[];
  actions: PushAction[];
}

/** The data of a notification, for a tap that may come hours later, in another run of the worker. */
export interface NotificationData {
  navigate: string;
  account: string | null;
  morning: string | null;
  followups: Answerable[];
  actions: { action: string; navigate: string }[];
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Loose = { readonly [member: string]: unknown };

function members(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

function text(value: unknown, otherwise = ''): string {
  return typeof value === 'string' && value.trim() !== '' ? value : otherwise;
}

function list(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map(members) : [];
}

function matching(value: unknown, form: RegExp): string | null {
  return typeof value === 'string' && form.test(value) ? value : null;
}

function badgeOf(...values: unknown[]): number | null {
  for (const value of values) {
    if (value === undefined || value === null || value === '') continue;
    const count = Number(value);
    if (Number.isInteger(count) && count >= 0) return count;
  }
  return null;
}

function parse(raw: string): Loose {
  try {
    return members(JSON.parse(raw));
  } catch {
    return {};
  }
}

/**
 * Reads a message from `raw` (the text of a push; null if it has none). What is missing or invalid is taken
 * from `generic`, a text that names nobody.
 */
export function readMessage(raw: string | null, generic: { title: string; body: string }): Message {
  const payload = parse(raw ?? '');
  const said = members(payload.notification);
  const data = members(said.data);
  const title = text(said.title);
  const followups = list(data.followups).flatMap((row): Answerable[] => {
    const id = matching(row.id, UUID);
    return id ? [{ id, due_on: matching(row.due_on, DATE) ?? '' }] : [];
  });
  const actions = list(said.actions).flatMap((row): PushAction[] => {
    const action = text(row.action);
    const label = text(row.title);
    return action && label ? [{ action, title: label, navigate: text(row.navigate) }] : [];
  });
  return {
    title: title || generic.title,
    body: title ? text(said.body) : generic.body,
    lang: text(said.lang),
    dir: said.dir === 'ltr' || said.dir === 'rtl' ? said.dir : 'auto',
    tag: text(said.tag, 'karmadex'),
    navigate: text(said.navigate, '/followups'),
    badge: badgeOf(said.app_badge, payload.app_badge),
    account: matching(data.account, UUID),
    morning: matching(data.morning, DATE),
    followups,
    actions,
  };
}
