import type * as en from '../en/idleParts';

export const idleParts: typeof en.idleParts = {
  notYet: 'Esta parte de la aplicación aún no está en este teléfono.',
  comes: 'Llegará sola en cuanto haya conexión.',
};
