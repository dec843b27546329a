import type { ComponentChildren } from 'preact';
import './EmptyState.css';

type Props = {
  title: string;
  text?: string;
  /** It is all there is on the screen: its title is the heading. */
  whole?: boolean;
  children?: ComponentChildren;
};

/** What a screen says while there is nothing to show: kindly, and what to do next. */
export function EmptyState({ title, text, whole, children }: Props) {
  const Title = whole ? 'h1' : 'p';
  return (
    <div class="empty">
      <Title class="title">{title}</Title>
      {text && <p class="text">{text}</p>}
      {children}
    </div>
  );
}
