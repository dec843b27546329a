import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import './Chip.css';

type Props = Omit<ButtonHTMLAttributes, 'icon' | 'class' | 'aria-pressed'> & {
  /** Given: the chip is a switch and says whether it is on. */
  pressed?: boolean | undefined;
  chosen?: boolean | undefined;
};

/** A small choice beside others. It never takes the focus from a field, so the keyboard stays up. */
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

/** For buttons beside a field: tapping them must not put the phone's keyboard away. */
export function keepFocus(event: Event): void {
  event.preventDefault();
}

/** A word that is only shown, e.g. an interest. */
export function Tag({ children }: { children: ComponentChildren }) {
  return <span class="tag">{children}</span>;
}
