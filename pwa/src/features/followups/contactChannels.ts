/** The ways to send a message with the phone's apps. The server sends nothing. */

/** Messengers that can be opened by a phone number. Nothing is loaded from them. */
export type Messenger = 'WhatsApp' | 'Signal' | 'Telegram';

export type Channel =
  | { by: 'share' }
  | { by: 'mail' | 'sms'; to: string; href: string }
  | { by: Messenger; to: string; href: string };

/** Returns a link that opens the mail app, with these addresses and no others. */
export function mailHref(addresses: readonly string[], subject: string, text: string): string {
  const to = addresses.map((address) => encodeURIComponent(address).replace(/%40/g, '@'));
  return `mailto:${to.join(',')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
}

/** Returns a link only if a browser may safely open it. */
export const safeLink = (link: string): string | undefined =>
  /^https?:\/\//iu.test(link)
    ? link
    : /^[\w-]+(\.[\w-]+)+(\/\S*)?$/u.test(link)
      ? `https://${link}`
      : undefined;

/** Returns the addresses in a field, which may contain several. */
export const addressesIn = (field: string): string[] =>
  field
    .split(/[,;]/u)
    .map((address) => address.trim())
    .filter(Boolean);

/** Returns the digits to dial; undefined if it is not a number: `*#06#` is a command to the phone. */
const dialled = (number: string): string | undefined =>
  /^\+?[\d\s()./-]*$/u.test(number.trim()) && /\d/u.test(number)
    ? number.replace(/[^\d+]/gu, '')
    : undefined;

/** Returns undefined if the number must not be a link. */
export function telHref(number: string): string | undefined {
  const digits = dialled(number);
  return digits && `tel:${digits}`;
}

/**
 * iOS reads `&body=` and Android `?body=`; both read `?&body=` (https://stackoverflow.com/q/6480462). Returns
 * undefined if it is not a number.
 */
export function smsHref(number: string, text?: string): string | undefined {
  const digits = dialled(number);
  const body = text ? `?&body=${encodeURIComponent(text)}` : '';
  return digits && `sms:${digits}${body}`;
}

/** Messengers need a number with country code, beginning with +. */
function messengersTo(number: string, text: string): Channel[] {
  const whole = dialled(number) ?? '';
  if (!/^\+\d{7,15}$/.test(whole)) return [];
  const said = encodeURIComponent(text);
  return [
    { by: 'WhatsApp', to: number, href: `https://wa.me/${whole.slice(1)}?text=${said}` },
    { by: 'Signal', to: number, href: `https://signal.me/#p/${whole}` },
    { by: 'Telegram', to: number, href: `https://t.me/${whole}?text=${said}` },
  ];
}

/** Returns the ways to reach somebody with these addresses and numbers, the share sheet last. */
export function channelsTo(
  person: { emails: readonly string[]; phones: readonly string[] } | undefined,
  text: string,
  subject: string,
  canShare: boolean,
): Channel[] {
  const mails = [...new Set((person?.emails ?? []).flatMap(addressesIn))];
  return [
    ...(person?.phones ?? []).flatMap((to): Channel[] => {
      const href = smsHref(to, text);
      return href ? [{ by: 'sms', to, href }] : [];
    }),
    ...mails.map((to): Channel => ({ by: 'mail', to, href: mailHref([to], subject, text) })),
    ...(person?.phones ?? []).flatMap((to) => messengersTo(to, text)),
    ...(canShare ? [{ by: 'share' } as const] : []),
  ];
}
