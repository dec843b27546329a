import type * as en from '../en/notes';

export const notes: typeof en.notes = {
  title: 'Nota',
  body: 'Lo que apuntaste',
  people: 'Sobre',
  addPerson: 'Añadir a alguien',
  removePerson: (who) => `No es sobre ${who}`,
  event: 'En',
  noEvent: 'Ningún evento',
  captured: (date, time) => `Apuntado: ${date}, ${time}`,
  delete: 'Borrar esta nota',
  deleted: 'La nota se ha borrado.',
  saved: 'Guardado.',
  needed: 'Una nota necesita una o dos palabras. Si ya no la quieres, bórrala.',
  waiting: 'Aún sin subir al servidor',
};
