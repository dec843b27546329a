import type * as en from '../en/card';

export const card: typeof en.card = {
  field: {
    phones: 'Número de teléfono',
    emails: 'Dirección de correo',
    links: 'Enlace a una página',
    interests: 'Etiquetas, separadas con comas',
  },
  wrong: {
    phones: 'Ese número no se puede marcar.',
    emails: 'Eso no es una dirección de correo.',
    links: 'Eso no es un enlace.',
    interests: 'Hace falta una o dos palabras.',
  },
  added: 'Ya está en la ficha.',
  open: (who) => `A la ficha de ${who}`,
  dropped: 'Queda quitado.',
  correct: (who) => `¿Lo cambiamos también en la ficha de ${who}?`,
  correctIt: 'Cambiar la ficha',
  leaveIt: 'Dejarla así',
  corrected: (who) => `También está en la ficha de ${who}.`,
};
