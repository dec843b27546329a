import type * as en from '../en/cards';
import { number, plural } from '.';

export const cards: typeof en.cards = {
  /** Links to the short pages. */
  shelf: { begin: '¿Cómo se empieza?', pitch: 'Cómo decirlo en treinta segundos' },
  title: 'Cartas',
  examples: {
    opener: {
      week: '¿Qué ha sido lo mejor de tu semana?',
      hosts: '¿De qué conoces a quienes organizan esto?',
      learned: '¿Qué has aprendido últimamente que te haya sorprendido?',
      stranger: 'Todavía no conozco a nadie aquí. ¿A quién debería conocer?',
      free: '¿Qué haces cuando nadie espera nada de ti?',
      food: '¿Ya has descubierto qué vale la pena comer aquí?',
      ahead: '¿Qué es lo que más ilusión te hace ahora?',
    },
    pledge: {
      pleasure: 'Voy por el gusto de conocer gente.',
      nothing: 'Esta noche no le pido nada a nadie.',
      everybody: 'Quien esté a mi lado vale toda la velada.',
    },
  },
  example: 'De las nuestras',
  opener: 'Algo para empezar',
  place: (place, all) => `${number(place)} de ${number(all)}`,
  another: 'Otra',
  used: 'Usada esta noche',
  usedTold: 'Descansa hasta mañana.',
  change: 'Cambiar',
  addOpener: 'Añadir una tuya',
  addPledge: 'Añadir una frase tuya',
  changeCard: 'Cambiar esta carta',
  text: { opener: 'La primera frase', pledge: 'Tu promesa' },
  needed: 'Una carta necesita un par de palabras.',
  allRest: 'Esta noche descansan todas',
  allRestText: 'Ya casi no te hacen falta. Pregunta sin más lo que te gustaría saber.',
  resting: (n) =>
    plural(n, {
      one: 'Una descansa esta noche',
      many: `${number(n)} descansan esta noche`,
      other: `${number(n)} descansan esta noche`,
    }),
  wake: 'Recuperarla',
  wakeOne: (text) => `Recuperarla: ${text}`,
  putAway: 'Apartar',
  isAway: 'La carta queda apartada.',
  away: (n) =>
    plural(n, {
      one: 'Una apartada',
      many: `${number(n)} apartadas`,
      other: `${number(n)} apartadas`,
    }),
  bringBack: 'Recuperar',
  bringBackOne: (what) => `Recuperar: ${what}`,
  deleted: 'La carta está borrada.',
  asked: {
    link: 'Si preguntan',
    title: 'Si preguntan',
    none: 'Nada que vender, y está bien así',
    noneText:
      'Si alguien pregunta en qué trabajas, ayuda tener treinta segundos preparados: una carta por cliente.',
    clients: 'Clientes',
    add: 'Añadir un cliente',
    addTitle: 'Un cliente',
    another: (client) => `Otra carta para ${client}`,
    client: 'Cliente',
    clientHint: 'Déjalo vacío si la carta habla de ti.',
    yourself: 'Sobre ti',
    pitch: 'En treinta segundos',
    pitchHint: 'Lo que dirías si tuvieras treinta segundos',
    parts: {
      whom: 'Para quién es',
      change: 'Qué cambia para esa gente',
      story: 'Una historia de una persona',
    },
    partHints: {
      whom: '«Es para quien cocina para veinte.»',
      change: '«Dejan de tirar comida.»',
      story: '«Una escuela de Oporto da de comer a treinta con lo que antes tiraba.»',
    },
    points: 'Y si quieren saber más',
    pointsHint: 'Un punto por línea',
    practise: 'Practicar',
    stop: 'Parar',
    time: 'Treinta segundos. Con eso basta.',
    left: (seconds) =>
      plural(seconds, {
        one: 'un segundo',
        many: `${number(seconds)} segundos`,
        other: `${number(seconds)} segundos`,
      }),
    retire: (client) => `Retirar a ${client}`,
    retireHint: 'Sus cartas quedan apartadas. La gente que conociste sigue como está.',
    retired: (client) => `${client} se retira, con sus cartas.`,
    retiredOnes: (n) =>
      plural(n, {
        one: 'Uno retirado',
        many: `${number(n)} retirados`,
        other: `${number(n)} retirados`,
      }),
  },
};
