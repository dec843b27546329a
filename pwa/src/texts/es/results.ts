import type * as en from '../en/results';
import { number, plural } from './index';

export const results: typeof en.results = {
  start: 'Lo que recuerdes',
  startText:
    'Un nombre, una palabra de una nota, «la primavera pasada», «en el panel de podcasts»: con eso basta.',
  list: 'Lo encontrado',
  found: (total) =>
    plural(total, {
      one: 'Un resultado',
      many: `${number(total)} de resultados`,
      other: `${number(total)} resultados`,
    }),
  none: (text) => `Nada sobre «${text}».`,
  partly: 'Nada tiene todas esas palabras. Lo más parecido:',
  time: (said, from, to) =>
    from === to ? `«${said}»: ${from}` : `«${said}»: del ${from} al ${to}`,
  fields: {
    title: '',
    known: '',
    body: '',
    interests: 'Intereses:',
    event: 'En:',
    about: 'Sobre',
    client: 'Para',
    work: 'Trabajo:',
    reach: 'Contacto:',
  },
};
