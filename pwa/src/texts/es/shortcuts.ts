import type * as en from '../en/shortcuts';

export const shortcuts: typeof en.shortcuts = {
  title: 'Teclado',
  text: 'Mientras no escribes nada, basta una tecla.',
  keys: {
    '/': 'Buscar',
    n: 'Apuntar a alguien',
    j: 'Siguiente de la lista',
    k: 'Anterior de la lista',
    l: 'La página junto a la lista',
    '?': 'Esta lista de teclas',
  },
  and: 'Intro abre lo elegido; Escape cierra lo que se haya abierto.',
  on: 'Usar estas teclas',
  onHint: 'Desactívalas si dictas al ordenador o las pulsas sin querer.',
};
