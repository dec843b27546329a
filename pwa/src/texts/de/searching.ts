import type { Searching } from '../en/searching';

export const searching: Searching = {
  language: 'de',
  endings: 'erinnen innen erin in er en em ungen ung es e n s ten te t st end',
  small:
    'der die das den dem des ein eine einen einem einer und oder von zu zum zur im in am an auf bei beim mit aus ich wer ist war waren sein ihr jemand',
  at: ['bei|auf|in dem|der|einem|einer|den?', 'beim|am|im|vom|zum|zur'],
  units: {
    day: 'tag|tage|tagen|nacht|nächte|nächten',
    week: 'woche|wochen',
    month: 'monat|monate|monaten|monats',
    year: 'jahr|jahre|jahren|jahres',
  },
  seasons: {
    spring: 'frühling|frühlings|frühjahr|frühjahrs',
    summer: 'sommer|sommers',
    autumn: 'herbst|herbstes',
    winter: 'winter|winters',
  },
  numbers: [
    'ein|eine|einem|einer|einen',
    'zwei',
    'drei',
    'vier',
    'fünf',
    'sechs',
    'sieben',
    'acht',
    'neun',
    'zehn',
    'elf',
    'zwölf',
  ],
  phrases: {
    today: ['heute abend?'],
    yesterday: ['gestern abend?', 'letzte nacht'],
    last: [
      'im|in|am|vom? der|dem|den? letzte|letzten|letzter|letztes|vorige|vorigen|voriger|voriges|vergangene|vergangenen|vergangener|vergangenes {span}',
    ],
    this: ['in|an? diese|diesen|diesem|dieser|dieses {span}'],
    in: ['im|am|vom|in|aus? {span} {year}', 'in|aus|von {year}', 'im {year}', 'im|am|vom {span}'],
    on: ['am|vom? {day} {month} {year}', 'am|vom? {day} {month}'],
    ago: ['vor {n} {unit}'],
  },
};
