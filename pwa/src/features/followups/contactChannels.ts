/** How the phone can carry a hello: we send nothing ourselves. */

export type Channel =
  | { by: 'share' }
  | { by: 'mail'; to: string; href: string }
  | { by: 'sms'; to: string; href: string };

/** For the phone's mail app; several addresses with a comma between. The text is in the body. */
export function mailHref(address: string, subject: string, text: string): string {
  return `mailto:${encodeURIComponent(address).replace(/%40/g, '@').replace(/%2C/g, ',')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
}

const dialled = (number: string): string => number.replace(/[^\d+*#]/g, '');

export const telHref = (number: string): string => `tel:${dialled(number)}`;

/** iOS wants `&body=`, Android `?body=`; both understand `?&body=`. */
export function smsHref(number: string, text?: string): string {
  const body = text ? `?&body=${encodeURIComponent(text)}` : '';
  return `sms:${dialled(number)}${body}`;
}

/** What can be offered for somebody with these addresses and numbers, the share sheet last. */
export function channelsTo(
  person: { emails: readonly string[]; phones: readonly string[] } | undefined,
  text: string,
  subject: string,
  canShare: boolean,
): Channel[] {
  const mails = (person?.emails ?? []).filter((address) => address.trim() !== '');
  const phones = (person?.phones ?? []).filter((number) => /\d/.test(number));
  return [
    ...phones.map((to): Channel => ({ by: 'sms', to, href: smsHref(to, text) })),
    ...mails.map((to): Channel => ({ by: 'mail', to, href: mailHref(to.trim(), subject, text) })),
    ...(canShare ? [{ by: 'share' } as const] : []),
  ];
}
