import type * as en from '../en/evening';
import { plural } from '.';

const WORDS = ['', 'una', 'dos', 'tres', 'cuatro', 'cinco', 'seis'];
const MORE = ['siete', 'ocho', 'nueve', 'diez', 'once', 'doce'];
const inWords = (n: number): string => [...WORDS, ...MORE][n] ?? `${n}`;

export const evening: typeof en.evening = {
  around: 'Alrededor de esta velada',
  offers: {
    before: 'Antes de entrar',
    cards: 'Cartas',
    dare: 'Un pequeño reto',
    after: 'Al irse',
    myCard: 'Mi tarjeta',
    table: 'Código para la mesa',
  },
  fromBefore: {
    question: (n) =>
      plural(n, {
        one: '¿También la nota de antes?',
        many: `¿También las ${n} notas de antes?`,
        other: `¿También las ${n} notas de antes?`,
      }),
    yes: 'Sí, es de aquí',
    no: 'No, gracias',
    told: (n) =>
      plural(n, {
        one: 'La nota de antes ya está aquí.',
        many: `Las ${n} notas de antes ya están aquí.`,
        other: `Las ${n} notas de antes ya están aquí.`,
      }),
  },
  shared: {
    picture: 'Una foto',
    recording: 'Una grabación',
    attached: (n: number) =>
      plural(n, {
        one: '1 foto o grabación',
        many: `${n} de fotos y grabaciones`,
        other: `${n} fotos y grabaciones`,
      }),
    title: 'Compartido con Karmadex',
    take: 'Usarlo',
    evening: 'Como velada',
    discard: 'Descartar',
    thrown: 'Descartado.',
    waits: 'Espera hasta que guardes tu línea.',
    more: (n) =>
      plural(n, {
        one: 'Espera uno más.',
        many: `Esperan ${n} más.`,
        other: `Esperan ${n} más.`,
      }),
    failed: 'Lo que has compartido no se ha podido guardar en este teléfono. Compártelo otra vez.',
    full: 'Ya esperan muchas cosas: úsalas o descártalas, y luego comparte esto otra vez.',
    foreign: 'Otra página web ha intentado dejar algo aquí. No se ha aceptado.',
  },
  skip: 'Saltar',
  breath: {
    title: 'Tres respiraciones',
    settle: 'Relaja los hombros.',
    in: 'Inspira',
    out: 'Espira',
    count: (breath) => `${['Primera', 'Segunda', 'Tercera'][breath - 1]} respiración`,
  },
  pledge: {
    title: 'Tu promesa',
    change: (line) => `Cambiar: ${line}`,
    none: '¿Esta noche sin promesa? Entonces ve y disfrútalo.',
    promise: 'Lo prometo',
  },
  carry: {
    title: 'Una para llevar',
    take: 'Me la llevo',
    without: 'Sin ninguna',
  },
  after: {
    title: 'Al irse',
    shelf: 'Cómo escribir mañana por la mañana',
    met: (n) =>
      n === 0
        ? 'Viniste, y eso cuenta.'
        : plural(n, {
            one: 'Conociste a una persona.',
            many: `Conociste a ${inWords(n)} personas.`,
            other: `Conociste a ${inWords(n)} personas.`,
          }),
    missing: '¿Falta alguien?',
    missingNobody: '¿Hubo alguien, al final?',
    sort: {
      title: '¿De quién hablan?',
      text: 'Estas notas no nombran a nadie. Ponlas con alguien o déjalas como están.',
      other: 'Otra persona',
      somebodyNew: 'Alguien nuevo',
      leave: 'Nadie',
      about: (who) => `Sobre ${who}`,
      told: (who) => `Ahora con ${who}.`,
    },
    remind: {
      title: 'Mañana por la mañana',
      text: 'Un aviso amable con sus nombres, mientras la velada sigue fresca. ¿Te lo puedo recordar?',
      yes: 'Sí, mañana por la mañana',
      no: 'No, gracias',
      noTold: 'De acuerdo. Te esperan en la aplicación.',
      account: 'Con una cuenta te lo puedo recordar mañana por la mañana, con sus nombres.',
      on: (time) => `Te avisaré mañana a las ${time}.`,
    },
    done: 'Buenas noches',
    doneTold: 'Que descanses.',
  },
};
