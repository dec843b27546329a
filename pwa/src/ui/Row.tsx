import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { InPane } from './pane';
import './Row.css';

type Props = {
  title: ComponentChildren;
  detail?: ComponentChildren;
  /** At the end of the row: a time, a switch. */
  aside?: ComponentChildren;
  href?: string;
  onClick?: () => void;
};

/** A row of a list: a link (`href`), a button (`onClick`), or text. */
export function Row({ title, detail, aside, href, onClick }: Props) {
  const inside = (
    <>
      <span class="words">
        <span class="title">{title}</span>
        {detail && <span class="detail">{detail}</span>}
      </span>
      {aside && <span class="aside">{aside}</span>}
      {href && !aside && <span class="more" />}
    </>
  );
  if (href) return <LinkRow href={href}>{inside}</LinkRow>;
  if (onClick)
    return (
      <button type="button" class="row" onClick={onClick}>
        {inside}
      </button>
    );
  return <div class="row">{inside}</div>;
}

/** Scrolls so that the row is not half hidden by the search field. */
const showWhole = (row: Element | null) => row?.scrollIntoView({ block: 'nearest' });

/** In the list beside a page, the row of that page is marked. */
function LinkRow({ href, children }: { href: string; children: ComponentChildren }) {
  const { path } = useLocation();
  const isOpen = useContext(InPane) && path === href;
  return (
    <a
      class="row"
      ref={isOpen ? showWhole : null}
      href={href}
      {...(isOpen && { 'aria-current': 'page' })}
    >
      {children}
    </a>
  );
}

/** A list of rows; each child is one `li`. */
export function Rows({ label, children }: { label?: string; children: ComponentChildren }) {
  return (
    <ul class="rows" {...(label && { 'aria-label': label })}>
      {children}
    </ul>
  );
}
