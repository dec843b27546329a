/** Lo que dice la aplicación en español: las palabras que usan todas las pantallas. */
import type * as en from '../en';
import { grammarOf } from '../grammar';

export const { forms, plural, listed, number } = grammarOf('es', ['one', 'many', 'other']);

export const t: typeof en.t = {
  app: 'Karmadex',
  direction: 'ltr',
  nav: {
    label: 'Menú principal',
    capture: 'Apuntar',
    people: 'Gente',
    events: 'Eventos',
    followups: 'Saludar',
    settings: 'Ajustes',
    skip: 'Ir al contenido',
  },
  common: {
    save: 'Guardar',
    cancel: 'Cancelar',
    close: 'Cerrar',
    back: 'Atrás',
    edit: 'Editar',
    delete: 'Borrar',
    undo: 'Deshacer',
    done: 'Listo',
    more: 'Ver más',
    gone: 'Esto ya no está aquí.',
    notFound: 'Esta página no existe.',
    toStart: 'Ir al inicio',
    notKept:
      'No se ha podido guardar en el teléfono. Lo que has escrito sigue aquí: inténtalo otra vez.',
    tooLong: (has, most) =>
      `Demasiado largo: ${number(has)} caracteres, y caben ${number(most)}. No se corta nada.`,
    tooMany: (most) => `Como mucho ${number(most)}.`,
    tooManyMarks: 'Hay demasiados acentos en una letra: quita algunos.',
    notLoaded:
      'Hay una versión nueva de la aplicación o ahora mismo no hay conexión: vuelve a cargarla.',
    reload: 'Cargar otra vez',
  },
  sync: {
    hereOnly: 'Solo en este teléfono · Crear una cuenta',
    notes: (n) =>
      plural(n, {
        one: '1 nota aún sin subir al servidor',
        many: `${number(n)} de notas aún sin subir al servidor`,
        other: `${number(n)} notas aún sin subir al servidor`,
      }),
    changes: (n) => `${number(n)} aún sin subir al servidor`,
    parked: (n) =>
      plural(n, {
        one: '1 te necesita',
        many: `${number(n)} te necesitan`,
        other: `${number(n)} te necesitan`,
      }),
  },
  session: {
    expired: 'Sesión cerrada. No se ha perdido nada.',
    signIn: 'Volver a entrar',
  },
  http: {
    told: 'Esta página llegó por http sin cifrar: aquí no se puede entrar.',
    open: 'Abrir con https',
  },
  update: {
    ready: 'Hay una versión nueva.',
    take: 'Usarla',
  },
  person: {
    somebodyFrom: (event) => `alguien de ${event}`,
    somebody: 'alguien que conociste',
    knownFor: (name, knownFor) => `${name}, ${knownFor}`,
  },
};
