import type { ComponentChildren } from 'preact';
import './EmptyState.css';

type Props = {
  title: string;
  text?: string;
  /** It is the whole screen, so its title is the heading. */
  whole?: boolean;
  children?: ComponentChildren;
};

/** What a screen shows while it is empty, and what to do next. */
export function EmptyState({ title, text, whole, children }: Props) {
  const Title = whole ? 'h1' : 'p';
  return (
    <div class="empty">
      <Title class="title" tabIndex={whole ? -1 : undefined}>
        {title}
      </Title>
      {text && <p class="text">{text}</p>}
      {children}
    </div>
  );
}
