import type * as en from '../en/deleteAccount';

export const deleteAccount: typeof en.deleteAccount = {
  title: 'Borrar mi cuenta',
  text: 'Se borran todas las personas, notas y saludos, en el servidor y en este teléfono. Nadie puede recuperarlos.',
  export: 'Exportar antes mis datos',
  password: 'Tu contraseña',
  button: 'Borrarlo todo',
  busy: 'Borrando…',
  wrong: 'Esa no es tu contraseña.',
  done: 'Tu cuenta ya no existe, ni nada de lo que había en ella.',
};
