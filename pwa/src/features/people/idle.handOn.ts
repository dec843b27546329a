import { exchange as x } from '../../texts/exchange';
import { toast } from '../../ui/Toast';
import { handCard } from '../exchange/idle.hand';

/** Shares somebody's card, or says that it could not be written. */
export const handOn = (id: string, name: string): Promise<void> =>
  handCard(id, name).catch(() => toast(x.out.failed));
