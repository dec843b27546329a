import type { ButtonHTMLAttributes, ComponentChildren, PartialAnchorHTMLAttributes } from 'preact';
import './Button.css';

type Look = 'primary' | 'quiet' | 'plain' | 'danger';

type Common = {
  look?: Look | undefined;
  wide?: boolean | undefined;
  class?: string | undefined;
  children?: ComponentChildren;
};
type AsButton = Common & Omit<ButtonHTMLAttributes, keyof Common | 'icon'>;
type AsLink = Common &
  Omit<PartialAnchorHTMLAttributes<HTMLAnchorElement>, keyof Common | 'role' | 'href'> & {
    href: string;
  };

const classes = ({ look = 'plain', wide, class: more }: Common) =>
  `button ${look}${wide ? ' wide' : ''}${more ? ` ${more}` : ''}`;

/** A button of at least 44 × 44 px. `primary`: at most one on a screen, within reach of the thumb. */
export function Button({ look, wide, class: more, ...rest }: AsButton) {
  return <button type="button" class={classes({ look, wide, class: more })} {...rest} />;
}

/** A link that looks like a button. It opens a page and changes nothing. */
export function ButtonLink({ look, wide, class: more, children, ...rest }: AsLink) {
  return (
    <a class={classes({ look, wide, class: more })} {...rest}>
      {children}
    </a>
  );
}
