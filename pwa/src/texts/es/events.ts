import type * as en from '../en/events';
import { listed, number, plural } from './index';

export const events: typeof en.events = {
  title: 'Eventos',
  chooseOne: 'Elige una velada',
  add: 'Esta noche: ¿dónde estás?',
  addToday: 'Hoy: ¿dónde estás?',
  plan: 'Planear una',
  cards: 'Cartas',
  cardsDetail: 'Preguntas para empezar, tu promesa y qué decir si preguntan',
  none: 'Todavía no hay veladas',
  noneText: 'Ponle nombre a la de ahora, y toda la gente que apuntes quedará unida a ella.',
  on: 'Ahora mismo',
  past: 'Antes',
  coming: 'Próximamente',
  met: (who, more) =>
    more
      ? `Conociste a ${who.join(', ')} y ${plural(more, {
          one: 'una persona más',
          many: `${number(more)} de personas más`,
          other: `${number(more)} personas más`,
        })}`
      : `Conociste a ${listed(who)}`,
  people: 'A quién conociste',
  noPeople: 'A nadie todavía.',
  gather: '¿Quién más estuvo?',
  notes: 'Notas',
  noNotes: 'Todavía no hay notas.',
  jot: 'Apuntar a alguien aquí',
  name: 'Nombre',
  place: 'Lugar',
  starts: 'Empieza',
  ends: 'Termina',
  description: 'De qué va',
  zone: (zone) => `En la hora de ${zone}`,
  begun: 'Habías empezado a cambiar este evento.',
  delete: 'Borrar este evento',
  deleted: (name) => `Has borrado ${name}. Sus notas y su gente se quedan.`,
  errors: {
    name: 'Necesita un nombre.',
    starts: 'Necesita un comienzo.',
    ends: 'No puede terminar antes de empezar.',
  },
  until: (from, to) => `${from} a ${to}`,
};
