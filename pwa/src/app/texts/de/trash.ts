import type * as en from '../en/trash';

export const trash: typeof en.trash = {
  title: 'Gelöscht',
  detail: '30 Tage lang lässt sich alles zurückholen.',
  none: 'Nichts ist gelöscht.',
  back: 'Zurückholen',
  bringBack: (what) => `Zurückholen: ${what}`,
  restored: 'Ist wieder da.',
};
