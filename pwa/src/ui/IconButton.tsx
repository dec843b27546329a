import type { ButtonHTMLAttributes } from 'preact';
import { Button } from './Button';
import { Icon, type Sign } from './Icon';

type Props = Omit<ButtonHTMLAttributes, 'icon' | 'label' | 'class'> & {
  sign: Sign;
  /** The accessible name. */
  label: string;
};

export function IconButton({ sign, label, ...rest }: Props) {
  return (
    <Button class="icon" aria-label={label} {...rest}>
      <Icon sign={sign} />
    </Button>
  );
}
