import type * as en from '../en/about';
import { number, plural } from './index';

export const about: typeof en.about = {
  title: 'Sobre Karmadex',
  spirit: [
    'Karmadex está para la gente que conoces, no para lo que pueda hacer por ti. Apuntas quién es alguien y qué le apasiona; a la mañana siguiente te propone saludar.',
    'A todo el mundo le llega su turno. Nadie tiene puesto ni puntos, y nada cuenta lo que has sacado. Lo bueno suele volver; puedes apuntar cómo.',
    'La idea viene de un ensayo de 2009, «The Karma of Networking»: ve por el gusto de conocer gente y deja la publicidad en casa.',
  ],
  privacy: {
    title: 'Qué pasa con lo que escribes',
    sentences: (host) => [
      `Lo que apuntas se guarda en este teléfono y no necesita conexión; con una cuenta está también en el servidor ${host}, para que lo tengan tus otros teléfonos.`,
      'Solo lo ve tu cuenta: ninguna otra de aquí puede leerlo, buscarlo ni adivinarlo.',
      'No está cifrado ante quien lleva el servidor: podría leerlo, así que elige uno de confianza.',
      'No hay anuncios ni nadie que te siga, y la aplicación no carga nada de terceros.',
      'A las fotos se les quita el lugar y el dispositivo antes de guardarlas; lo que dices se graba solo para ti y no se envía a ningún servicio que escuche.',
      'En los registros y las cifras del servidor no hay ni una palabra de lo que escribes, ni el nombre o la dirección de nadie.',
      'El aviso de la mañana pasa cifrado por quien hace tu navegador: ve que llega uno, no lo que dice.',
      'Lo que le dices a alguien sale por tu propio teléfono, nunca por nosotros.',
      'Lo que borras se puede recuperar durante 30 días; «Olvidar para siempre» lo quita al momento del servidor, de tus otros teléfonos cuando vuelvan a sincronizar, y de las copias de seguridad cuando se tiran; el historial de tu navegador lo borras tú.',
      'Puedes llevártelo todo en un archivo cuando quieras; al salir se vacía este teléfono, y al borrar la cuenta se borra todo en el servidor.',
    ],
  },
  keys: {
    title: 'Qué abre tu cuenta',
    password: 'Tu contraseña',
    passkeys: (n) =>
      plural(n, {
        one: 'Un teléfono como llave',
        many: `${number(n)} de teléfonos como llaves`,
        other: `${number(n)} teléfonos como llaves`,
      }),
    codes: 'Códigos de tu aplicación de autenticación',
    programs: (n) =>
      plural(n, {
        one: 'Una llave para otro programa',
        many: `${number(n)} de llaves para otros programas`,
        other: `${number(n)} llaves para otros programas`,
      }),
    change: 'Verlas y cambiarlas',
  },
  ask: {
    title: 'A quién preguntar',
    whom: 'Quien lleva este servidor te escucha aquí:',
    nobody: (host) => `Pregunta a quien te dio la dirección ${host}: lleva este servidor.`,
  },
  source: 'Su código fuente',
};
