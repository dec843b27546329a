/** How the phone can carry a hello: we send nothing ourselves. */

/** Messengers that a number reaches by its address; nothing is loaded from them. */
export type Messenger = 'WhatsApp' | 'Signal' | 'Telegram';

export type Channel =
  | { by: 'share' }
  | { by: 'mail' | 'sms'; to: string; href: string }
  | { by: Messenger; to: string; href: string };

/** For the phone's mail app, to these addresses and no others. The text is in the body. */
export function mailHref(addresses: readonly string[], subject: string, text: string): string {
  const to = addresses.map((address) => encodeURIComponent(address).replace(/%40/g, '@'));
  return `mailto:${to.join(',')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
}

/** Those of a field, which may name several: each is written to by itself. */
export const addressesIn = (field: string): string[] =>
  field
    .split(/[,;]/u)
    .map((address) => address.trim())
    .filter(Boolean);

/** What is dialled; undefined for what is no number: `*#06#` is a command to the phone. */
const dialled = (number: string): string | undefined =>
  /^\+?[\d\s()./-]*$/u.test(number.trim()) && /\d/u.test(number)
    ? number.replace(/[^\d+]/gu, '')
    : undefined;

/** Undefined: it is shown, and no link. */
export function telHref(number: string): string | undefined {
  const digits = dialled(number);
  return digits && `tel:${digits}`;
}

/** iOS wants `&body=`, Android `?body=`; both understand `?&body=`. Undefined for what is no number. */
export function smsHref(number: string, text?: string): string | undefined {
  const digits = dialled(number);
  const body = text ? `?&body=${encodeURIComponent(text)}` : '';
  return digits && `sms:${digits}${body}`;
}

/** Where a number says its country, with a leading +, the messengers know whom it means. */
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

/** What can be offered for somebody with these addresses and numbers, the share sheet last. */
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
