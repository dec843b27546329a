import type * as en from '../en/capture';
import { number, plural } from './index';

export const capture: typeof en.capture = {
  title: 'Apuntar',
  field: '¿A quién has conocido, o qué quieres recordar?',
  placeholder: 'Maya — navega #mar',
  save: 'Guardar',
  tonight: 'Esta noche',
  today: 'Hoy',
  goesTo: 'Para ',
  nowhere: '¿dónde estás?',
  whoWasThat: '¿Quién era?',
  changeEvent: 'Cambiar dónde se apunta',
  suggested: (weekday, part) =>
    part === 'evening' ? `Noche del ${weekday}` : `Encuentro del ${weekday}`,
  opener: {
    first: '¿Qué le ha traído por aquí esta noche?',
    text: 'Pregúntalo y escucha. Cuando se haya ido a por una copa, apunta lo único que te gustaría recordar.',
    quiet: '¿Alguien a quien recordar?',
    quietText: 'Todo el mundo lo merece. Un nombre, un guion y lo que le apasiona: con eso basta.',
  },
  welcome: {
    signIn: 'Entrar',
    text: 'Apunta a quién conoces. Mañana por la mañana te propongo saludar.',
    homeScreen:
      'En un iPhone, ponme primero en la pantalla de inicio: lo que apuntas aquí se queda en Safari.',
  },
  met: (event) => `Gente que conociste en ${event}`,
  preview: 'Así se guardará',
  justNote: 'Solo una nota',
  noteOnly: 'Una nota sobre nadie en particular',
  oneNote: 'Una nota sobre todas',
  somebodyNew: 'Alguien nuevo',
  aPerson: 'Sobre una persona',
  several: (n) =>
    plural(n, {
      one: 'Una persona',
      many: `${number(n)} de personas`,
      other: `${number(n)} personas`,
    }),
  swap: 'Intercambiar el nombre y lo suyo',
  nameless: 'Aún sin nombre',
  known: 'Gente que ya conoces',
  about: 'Sobre',
  aboutLast: (who) => `Sobre ${who}, lo último`,
  unchoose: (who) => `No es sobre ${who}`,
  saved: (who, due) => (due ? `Guardado: ${who}. Por la mañana, un saludo.` : `Guardado: ${who}`),
  savedNote: 'Guardado.',
  undone: 'Deshecho. La línea vuelve a estar en el campo.',
  notSaved:
    'Sin guardar: el teléfono no lo ha aceptado. Tu línea sigue aquí. Inténtalo otra vez o llévatela:',
  full: 'Sin guardar: el teléfono está lleno. Tu línea sigue aquí. Haz un poco de sitio o llévatela:',
  noStorage:
    'Este navegador no deja que la aplicación conserve nada, así que aquí no se puede guardar. Ábrela en una ventana normal o en otro navegador.',
  copy: 'Copiar',
  copied: 'Copiado',
  share: 'Compartir',
  andMore: (n) => `y ${number(n)} más`,
};

export const eveningForm: typeof en.eveningForm = {
  title: '¿Dónde estás?',
  name: 'Nombre de la velada',
  save: 'Guardar',
  choose: '¿Dónde va la próxima nota?',
  another: 'Otro sitio',
  nowhere: 'En ningún evento',
  here: 'Estás aquí',
  open: (event) => `Abrir ${event}`,
};
