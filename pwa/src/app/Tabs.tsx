import { useLocation } from 'preact-iso';
import { dueCount } from '../prompts/dueCount';
import { t } from '../texts';
import { Icon, type Sign } from '../ui/Icon';

const tabs = (): readonly { href: string; sign: Sign; name: string; also?: string }[] => [
  { href: '/people', sign: 'people', name: t.nav.people },
  { href: '/events', sign: 'evening', name: t.nav.events },
  { href: '/', sign: 'pen', name: t.nav.capture, also: '/notes' },
  { href: '/followups', sign: 'hello', name: t.nav.followups },
  { href: '/settings', sign: 'settings', name: t.nav.settings },
];

/** The tab bar at the bottom. Capture is in the middle, within reach of either thumb. */
export function Tabs() {
  const { path } = useLocation();
  return (
    <nav class="tabs" aria-label={t.nav.label}>
      {tabs().map(({ href, sign, name, also }) => (
        <a key={href} href={href} {...(isHere(path, href, also) && { 'aria-current': 'page' })}>
          <Icon sign={sign} />
          {sign === 'hello' && dueCount.value > 0 && <b class="count">{dueCount}</b>}
          <span>{name}</span>
        </a>
      ))}
    </nav>
  );
}

/** Whether the screen at `path` belongs to the tab at `href`. */
export function isHere(path: string, href: string, also?: string): boolean {
  const under = (root: string) => path === root || path.startsWith(`${root}/`);
  return (href === '/' ? path === '/' : under(href)) || (also !== undefined && under(also));
}
