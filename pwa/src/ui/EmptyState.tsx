import type { ComponentChildren } from 'preact';
import './EmptyState.css';

type Props = { title: string; text?: string; children?: ComponentChildren };

/** What a screen says while there is nothing to show: kindly, and what to do next. */
export function EmptyState({ title, text, children }: Props) {
  return (
    <div class="empty">
      <p class="title">{title}</p>
      {text && <p class="text">{text}</p>}
      {children}
    </div>
  );
}
