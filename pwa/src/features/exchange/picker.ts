/** Chooses contacts of the phone, in browsers with the Contact Picker API (Chrome on Android). */
import { escaped, line } from '../../contacts/cardLines';

interface Picked {
  name?: string[];
  email?: string[];
  tel?: string[];
}

type Contacts = {
  select(properties: string[], options: { multiple: boolean }): Promise<Picked[]>;
};

const contacts = (): Contacts | undefined => (navigator as { contacts?: Contacts }).contacts;

export const canPick = (): boolean => contacts() !== undefined;

/**
 * Returns the chosen contacts as vCards; undefined if none. Samsung Internet 13 to 21 has the API, but
 * opening it fails (https://github.com/SamsungInternet/support/issues/105).
 */
export async function pick(): Promise<string | undefined> {
  const chosen = await contacts()
    ?.select(['name', 'email', 'tel'], { multiple: true })
    .catch(() => []);
  const cards = chosen?.map(({ name = [], email = [], tel = [] }) =>
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      ...name.slice(0, 1).map((each) => line('FN', escaped(each))),
      ...email.map((each) => line('EMAIL', escaped(each))),
      ...tel.map((each) => line('TEL', escaped(each))),
      'END:VCARD',
      '',
    ].join('\r\n'),
  );
  return cards?.join('') || undefined;
}
