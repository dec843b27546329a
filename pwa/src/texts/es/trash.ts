import type * as en from '../en/trash';

export const trash: typeof en.trash = {
  title: 'Borrado',
  detail: 'Durante 30 días se puede recuperar todo.',
  none: 'No hay nada borrado.',
  back: 'Recuperar',
  bringBack: (what) => `Recuperar: ${what}`,
  forget: 'Olvidar para siempre',
  forgetOf: (what) => `Olvidar para siempre: ${what}`,
  restored: 'Ya está de vuelta.',
  until: (day) => `aquí hasta: ${day}`,
};

export const versions: typeof en.versions = {
  title: 'Versiones anteriores',
  kept: 'Cada texto se guarda al menos medio año.',
  none: 'No hay versiones anteriores.',
  asking: 'Preguntando al servidor…',
  unreachable:
    'Las versiones anteriores están en el servidor, y ahora mismo no hay forma de llegar a él. Esto es lo que sabe el teléfono:',
  here: (when) => `en este teléfono, ${when}`,
  elsewhere: (when) => `en otro teléfono, ${when}`,
  back: 'Usar esta',
  bringBack: (what) => `Usar esta: ${what}`,
  restored: 'Esa versión está de vuelta.',
};
