import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import './Chip.css';

type Props = Omit<ButtonHTMLAttributes, 'icon' | 'class' | 'aria-pressed'> & {
  /** If set, the chip is a toggle, and this is its state. */
  pressed?: boolean | undefined;
  chosen?: boolean | undefined;
};

/** A small button among several. It never takes the focus from a field, so the keyboard stays open. */
export function Chip({ pressed, chosen, ...rest }: Props) {
  return (
    <button
      type="button"
      class={chosen ? 'chip chosen' : 'chip'}
      onPointerDown={keepFocus}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...rest}
    />
  );
}

/** For buttons beside a field: a tap on them must not close the phone's keyboard. */
export function keepFocus(event: Event): void {
  event.preventDefault();
}

/** A word that is only shown, such as an interest. */
export function Tag({ children }: { children: ComponentChildren }) {
  return <span class="tag">{children}</span>;
}
