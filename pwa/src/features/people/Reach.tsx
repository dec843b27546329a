import type { PersonFields } from '../../records/kinds';
import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { Row as Line, Rows } from '../../ui/Row';
import { addressesIn, safeLink, smsHref, telHref } from '../followups/contactChannels';
import { shareText } from '../sync/copy';

type Props = { name: string; fields: Pick<PersonFields, 'emails' | 'phones' | 'links'> };

/** The ways to reach somebody; each opens the phone's app. */
export function Reach({ name, fields: { emails, phones, links } }: Props) {
  const addresses = [...new Set(emails.flatMap(addressesIn))];
  const ways = [...phones, ...addresses, ...links];
  if (ways.length === 0) return null;
  const linked = (text: string, href: string | undefined) => (
    <li key={text}>
      <Line title={text} {...(href && { href })} />
    </li>
  );
  // Shares only how to reach them, not the notes about them.
  const share = () => void shareText([name, ...ways].join('\n'));
  return (
    <>
      <Rows label={p.reach}>
        {phones.map((phone) => (
          <li key={phone} class="beside">
            <Dialled phone={phone} />
          </li>
        ))}
        {addresses.map((email) => linked(email, `mailto:${encodeURIComponent(email)}`))}
        {links.map((link) => linked(link, safeLink(link)))}
      </Rows>
      {'share' in navigator && <Chip onClick={share}>{p.share}</Chip>}
    </>
  );
}

function Dialled({ phone }: { phone: string }) {
  const [tel, sms] = [telHref(phone), smsHref(phone)];
  // Text that is not a number is shown, and cannot be dialled.
  if (!tel || !sms) return <Line title={phone} />;
  return (
    <>
      <Line title={phone} href={tel} />
      <a class="chip" href={sms} aria-label={`${p.sms}: ${phone}`}>
        {p.sms}
      </a>
    </>
  );
}
