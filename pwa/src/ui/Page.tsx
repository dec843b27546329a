import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { t } from '../texts';
import { goBack } from './goBack';
import { IconButton } from './IconButton';
import { InPane } from './pane';
import './Page.css';

/** A longer title is smaller: a name of five words filled the smallest phone. */
const LONG = 32;

type Props = {
  title: string;
  /** Where the back button leads if there is no page before this one. */
  back?: string;
  /** Buttons beside the heading. */
  actions?: ComponentChildren;
  /** The primary action. It stays at the bottom, above the keyboard. */
  reach?: ComponentChildren;
  children?: ComponentChildren;
};

/** A screen: a heading, the content, and the primary action within reach of the thumb. */
export function Page({ title, back, actions, reach, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const inPane = useContext(InPane);
  useEffect(() => {
    if (!inPane) document.title = `${title} · ${t.app}`;
  }, [title]);
  useEffect(() => {
    if (inPane) return;
    // After a move, screen readers start at the heading, unless the screen has focused a field.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="page">
      <header class="top">
        {back && <IconButton sign="back" label={t.common.back} onClick={() => goBack(back)} />}
        <h1 ref={heading} tabIndex={-1} class={title.length > LONG ? 'long' : undefined}>
          {title}
        </h1>
        {actions}
      </header>
      <div class="content">{children}</div>
      {reach && <div class="reach">{reach}</div>}
    </div>
  );
}

/** A section of a page with a small heading. */
export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A section that is folded away. */
export function Fold({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details class="fold">
      <summary>{title}</summary>
      <div class="stack">{children}</div>
    </details>
  );
}
