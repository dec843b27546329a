import type * as en from '../en/devices';

export const devices: typeof en.devices = {
  title: 'Teléfonos y ordenadores',
  current: 'Este',
  lastUsed: (when) => `Usado por última vez ${when}`,
  signOut: 'Cerrar sesión',
  signOutOf: (device) => `Cerrar la sesión de ${device}`,
  signedOut: (device) => `La sesión de ${device} está cerrada.`,
  needsNetwork: 'La lista de dispositivos viene del servidor, y ahora mismo no hay conexión.',
  unknown: 'Dispositivo desconocido',
  on: (browser, system) => `${browser} en ${system}`,
};
