import type * as en from '../en/trash';

export const trash: typeof en.trash = {
  title: 'Borrado',
  detail: 'Durante 30 días se puede recuperar todo.',
  none: 'No hay nada borrado.',
  back: 'Recuperar',
  bringBack: (what) => `Recuperar: ${what}`,
  restored: 'Ya está de vuelta.',
};
