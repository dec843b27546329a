import type * as en from '../en/followups';
import { listed, number, plural } from './index';

export const followups: typeof en.followups = {
  title: 'Saludar',
  strip: (names, others) =>
    `Saluda a ${listed(others ? [...names, plural(others, { one: 'otra persona', many: `${number(others)} de personas más`, other: `${number(others)} personas más` })] : names)}`,
  morning: 'Buenos días',
  morningOf: (people) =>
    plural(people, {
      one: 'Una persona a la que saludar.',
      many: `${number(people)} de personas a las que saludar.`,
      other: `${number(people)} personas a las que saludar.`,
    }),
  morningDone: 'Esta mañana ya te has acordado de todo el mundo.',
  due: 'Para saludar',
  others: 'También esperan',
  olderLetGo: (people) =>
    plural(people, {
      one: 'Dejar estar este saludo antiguo',
      many: `Dejar estar ${number(people)} de saludos antiguos`,
      other: `Dejar estar estos ${number(people)} saludos antiguos`,
    }),
  eveningOn: (event, date) => `${event} · ${date}`,
  comingUp: 'Próximamente',
  later: 'Más adelante',
  season: {
    title: 'A cada cual le llega su turno',
    waitFor: (names, more) =>
      `${listed(more ? [...names, 'otras personas'] : names)} todavía no ${names.length > 1 || more ? 'saben' : 'sabe'} nada de ti.`,
    all: 'Todas las personas que conociste esta temporada han sabido de ti.',
    waiting: 'Todavía sin contacto',
    write: 'Escribir',
  },
  empty: {
    title: 'Nadie espera.',
    text: 'Tras una noche entre gente, las personas que apuntaste aparecen aquí a la mañana siguiente.',
  },
  quietNow: {
    title: 'Hoy no hay nada.',
    text: 'Los saludos de abajo llegan cada uno en su mañana.',
  },
  metAt: (event, date) => `De ${event}, ${date}`,
  metOn: (date) => `Encuentro: ${date}`,
  promised: 'Prometiste:',
  pastFace: 'Una cara del pasado',
  reasons: {
    next_morning: '',
    promise: '',
    keep_in_touch: 'Para mantener el contacto',
    birthday: 'Cumpleaños',
  },
  sayHi: 'Saludar…',
  saidHi: 'Ya saludé',
  tomorrow: 'Mañana',
  letGo: 'Dejarlo',
  allTomorrow: 'Todo mañana',
  handful: {
    enough: 'Para una mañana ya basta. Las demás personas no tienen prisa.',
    tomorrow: 'Las demás, mañana',
    more: 'Unas pocas más ahora',
  },
  about: (action, person) => `${action}: ${person}`,
  told: {
    saidHi: (person) => `Has saludado a ${person}.`,
    kept: (person) => `Promesa a ${person} cumplida.`,
    tomorrow: (person, date) => `${person} vuelve ${date}.`,
    letGo: (person) => `Dejas estar a ${person}. No pasa nada.`,
    allLetGo: (people) =>
      plural(people, {
        one: 'Lo dejas estar. No pasa nada.',
        many: `Dejas estar ${number(people)} de saludos. No pasa nada.`,
        other: `Dejas estar ${number(people)} saludos. No pasa nada.`,
      }),
    allTomorrow: (people, date) =>
      plural(people, {
        one: `Una persona vuelve ${date}.`,
        many: `${number(people)} de personas vuelven ${date}.`,
        other: `${number(people)} personas vuelven ${date}.`,
      }),
  },
  relative: {
    today: 'hoy',
    yesterday: 'ayer',
    tomorrow: 'mañana',
    on: (date) => `el ${date}`,
  },
  hello: {
    title: (person) => `Saludar a ${person}`,
    line: 'Tu primera línea',
    hint: 'Cámbiala como quieras. Sale por tu teléfono, no por nosotros.',
    others: 'O sigue con',
    plain: 'Solo eso',
    own: 'Tus propias líneas',
    keep: 'Guardar esta para otras personas',
    kept: 'Guardada. La próxima vez, con su nombre.',
    forget: (line) => `Olvidar: ${line}`,
    forgotten: 'La línea queda olvidada.',
    nudge: {
      client: (name) => `Eso va de ${name}. ¿Lo dejas para cuando te pregunten?`,
      talking_point: 'Ese es uno de tus argumentos. ¿Lo dejas para cuando te pregunten?',
      asking: 'Ahí pides algo. ¿Y si esta vez solo saludas?',
    },
    share: 'Enviar con…',
    mail: (name, address) => `Correo a ${name} · ${address}`,
    sms: (name, number) => `SMS a ${name} · ${number}`,
    messenger: (app, number) => `${app}: ${number}`,
    went: { title: '¿Salió?', yes: 'Sí, salió', no: 'Todavía no' },
    without: 'Saludé de otra forma',
    copy: 'Copiar',
    copied: 'Copiado.',
    noCopy: 'Este navegador no nos deja copiar. Mantén pulsado el texto para copiarlo.',
    subject: 'Hola',
    addContact: 'Añade un correo o un número en su ficha para escribirle desde aquí.',
  },
  invite: {
    text: 'Un aviso amable a la mañana siguiente, con sus nombres: ¿te ayudaría?',
    accept: 'Sí, recuérdamelo',
    how: 'Ver cómo',
    accepted: 'Te preguntaremos mañana por la mañana.',
    failed: 'Ahora mismo no ha funcionado. Lo tienes en los ajustes.',
  },
  promise: {
    add: 'Prometer algo',
    title: (person) => `Una promesa a ${person}`,
    what: '¿Qué prometiste?',
    placeholder: 'Enviarle la receta',
    when: 'Recuérdamelo el',
    save: 'Tenerlo presente',
    saved: (date) => `Te lo recordaremos ${date}.`,
    needed: 'Di qué es.',
    needsDate: 'Elige un día.',
  },
};
