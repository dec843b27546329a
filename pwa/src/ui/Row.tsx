import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';
import './Row.css';

type Props = {
  title: ComponentChildren;
  detail?: ComponentChildren;
  /** At the end of the row: a time, a switch. */
  aside?: ComponentChildren;
  href?: string;
  onClick?: () => void;
};

/** One line of a list: leads somewhere (`href`), does something (`onClick`) or only shows. */
export function Row({ title, detail, aside, href, onClick }: Props) {
  const inside = (
    <>
      <span class="words">
        <span class="title">{title}</span>
        {detail && <span class="detail">{detail}</span>}
      </span>
      {aside && <span class="aside">{aside}</span>}
      {href && !aside && (
        <span class="aside">
          <Icon sign="more" size={1} />
        </span>
      )}
    </>
  );
  if (href)
    return (
      <a class="row" href={href}>
        {inside}
      </a>
    );
  if (onClick)
    return (
      <button type="button" class="row" onClick={onClick}>
        {inside}
      </button>
    );
  return <div class="row">{inside}</div>;
}

/** A list of rows; each child is one `li`. */
export function Rows({ label, children }: { label?: string; children: ComponentChildren }) {
  return (
    <ul class="rows" {...(label && { 'aria-label': label })}>
      {children}
    </ul>
  );
}
