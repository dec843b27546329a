/**
 * Reads the JSON export of Monica 4: contacts with a `uuid`, properties, and counted collections of
 * everything else.
 */
import { birthdayOf } from './birthday';
import { type Came, fitted, listed, type Unread } from './people';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const items = (value: unknown): Json[] =>
  Array.isArray(value)
    ? value.filter(isObject)
    : isObject(value)
      ? Object.values(value).filter(isObject)
      : [];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Returns the entries of all collections of one type. */
const collection = (data: unknown, type: string): Json[] =>
  items(data).flatMap((each) => (each.type === type ? items(each.values) : []));

/** Returns a date as Monica stores it; an unknown year is left out. */
function dayOf(value: unknown): string | null {
  if (!isObject(value) || value.is_age_based === true) return null;
  const day = birthdayOf(text(value.date).slice(0, 10));
  return day && value.is_year_unknown === true ? `--${day.slice(-5)}` : day;
}

/** Whether this is an export of Monica. */
export const isMonica = (value: unknown): value is Json =>
  isObject(value) && 'app_version' in value && isObject(value.account);

/** Returns the JSON without the pictures in it. */
const asItCame = (value: Json): string =>
  JSON.stringify(value, (_, each) =>
    typeof each === 'string' && /^data:\w+\//u.test(each) ? undefined : each,
  );

export function* peopleInMonica(
  whole: Json,
  idOf: (key: string) => string,
): Generator<Came | Unread> {
  const account = whole.account as Json;
  for (const contact of collection(account.data, 'contact')) {
    const said = isObject(contact.properties) ? contact.properties : {};
    const ways = collection(contact.data, 'contact_field')
      .map(({ properties }) => text(isObject(properties) ? properties.data : ''))
      .filter(Boolean);
    const parts = [said.first_name, said.middle_name, said.last_name].map(text);
    const organisation = fitted(text(said.company));
    const name =
      fitted(parts.filter(Boolean).join(' ')) ?? fitted(text(said.nickname)) ?? organisation;
    // A contact that is only somebody's child has nothing but a name.
    if (!name) {
      yield { text: asItCame(contact).slice(0, 200), why: 'nobody' };
      continue;
    }
    const met_on = dayOf(said.first_met_date);
    const through = text(said.first_met_through);
    yield {
      source: 'monica',
      key: text(contact.uuid) ? `monica/${text(contact.uuid)}` : null,
      text: asItCame(contact),
      photo: null,
      fields: {
        name,
        known_for: null,
        organisation,
        role: fitted(text(said.job)),
        birthday: dayOf(said.birthdate),
        emails: listed(ways.filter((way) => /^[^\s@]+@[^\s@]+$/u.test(way))),
        phones: listed(ways.filter((way) => /^\+?[\d\s()./-]{3,}$/u.test(way))),
        links: listed(ways.filter((way) => /^https?:\/\/\S+$/iu.test(way))),
        interests: listed(Array.isArray(said.tags) ? said.tags.map(text) : [], [50, 60]),
        ...(met_on && !met_on.startsWith('--') && { met_on }),
        ...(through && { introduced_by: idOf(`monica/${through}`) }),
      },
    };
  }
}
