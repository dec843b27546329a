import type { Searching } from '../en/searching';

export const searching: Searching = {
  language: 'es',
  endings:
    'adores adoras ador adora oras ores ora or amente iendo ando aciones acion ados adas ado ada idos idas ido ida eros eras ero era istas ista ar er ir an en as os es a o e s',
  small:
    'el la los las un una unos unas lo y e o u de del al a en con por para que quien es era fue mi su sus se alguien',
  at: ['en|de el|la|los|las|un|una?', 'del|al'],
  units: {
    day: 'día|días|noche|noches',
    week: 'semana|semanas',
    month: 'mes|meses',
    year: 'año|años',
  },
  seasons: {
    spring: 'primavera',
    summer: 'verano',
    autumn: 'otoño',
    winter: 'invierno',
  },
  numbers: [
    'un|una|uno',
    'dos',
    'tres',
    'cuatro',
    'cinco',
    'seis',
    'siete',
    'ocho',
    'nueve',
    'diez',
    'once',
    'doce',
  ],
  phrases: {
    today: ['hoy', 'esta noche'],
    yesterday: ['ayer', 'anoche'],
    last: [
      'en|de? el|la|del? {span} pasado|pasada',
      'en|de? el|la|del? último|última|pasado|pasada {span}',
    ],
    this: ['en|de? este|esta {span}'],
    in: ['en|de? el|la|del? {span} de|del? {year}', 'en|de|del {year}', 'en|de el|la|los? {span}'],
    on: ['el|del? {day} de? {month} de? {year}', 'el|del? {day} de? {month}'],
    ago: ['hace {n} {unit}'],
  },
};
