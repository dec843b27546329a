import type * as en from '../en/shelf';

export const shelf: typeof en.shelf = {
  title: 'Hacerlo cada vez mejor',
  text: 'Siete páginas cortas para un minuto tranquilo.',
  tonight: 'Esta noche: ',
  pages: {
    begin: {
      title: 'Cómo empezar',
      text: 'Acércate sin nada que vender. Pregunta qué les trae por aquí esta noche, y pregúntalo de verdad: la respuesta casi siempre es una historia. Si estás a solas, busca a alguien que también lo esté. Dos personas que no conocen a nadie ya se conocen a medias. Bastan una sonrisa y tu nombre; a qué te dedicas puede esperar a que alguien pregunte.',
      tryIt: 'Pregunta a una persona qué hacía una hora antes de venir.',
    },
    listen: {
      title: 'Cómo escuchar',
      text: 'Se recuerda a quien dejó terminar la frase. Pregunta por lo último que han dicho, no por lo siguiente que se te ocurre. Deja estar un silencio: lo bueno suele venir después. Mantén la mirada donde está la charla; quien mira por encima del hombro ya se ha ido. Hoy no hace falta resultar interesante. Basta con interesarse.',
      tryIt: 'Haz dos preguntas seguidas sobre lo mismo.',
    },
    leave: {
      title: 'Cómo despedirse con cariño',
      text: 'Una conversación puede acabar mientras todavía es buena. Di qué te ha gustado, di su nombre y sigue: «Me alegro de que me contaras lo de los galgos. Que disfrutes la noche, Ida». No hacen falta excusas ni promesas que no vas a cumplir. Mejor aún: acércala a alguien a quien le encantaría la misma historia.',
      tryIt: 'Cierra una conversación repitiendo lo que más te ha gustado.',
    },
    introduce: {
      title: 'Cómo presentar a dos personas',
      text: 'Di quién es cada una por lo que ama, no por su trabajo: «Maya hace esquí acuático hasta en octubre; Tom tiene un blog sobre llegar en último lugar». Nombra luego el hilo que las une y da un paso atrás. Si es por mensaje, pregunta antes a las dos. Cuesta un minuto, es lo más amable que se puede hacer en una sala, y vuelve cuando nadie lo espera.',
      tryIt: 'Junta a dos personas a las que les guste estar al aire libre.',
    },
    remembered: {
      title: 'Cómo quedar en el recuerdo por lo que amas',
      text: 'Cuando te pregunten a qué te dedicas, responde a la pregunta que habrían preferido hacer. Una frase verdadera sobre aquello de lo que hablarías toda la noche se recuerda mejor que un cargo: «Pinto la vista de cada tren que tomo». Abre una puerta que el nombre de una empresa deja cerrada, y así te encontrarán el año que viene.',
      tryIt: 'Preséntate una vez sin tu trabajo.',
    },
    pitch: {
      title: 'Cómo decir en treinta segundos qué hace un cliente',
      text: 'Solo si alguien pregunta. Bastan tres partes: para quién es, qué cambia para esa gente y la historia de una persona. Sin adjetivos, sin listas. «Es para quien cocina para veinte. Dejan de tirar comida. Una escuela de Oporto da de comer a treinta con lo que antes iba a la basura». Después pregunta tú algo. Treinta segundos, y de vuelta a la noche.',
      tryIt: 'Cuenta la historia de un cliente a alguien que no tenga nada que ver, y para.',
    },
    morning: {
      title: 'Cómo escribir a la mañana siguiente',
      text: 'Escribe mientras todavía oyes su voz. Una línea sobre esa persona, ninguna sobre ti: lo que te contó, y que te gustó oírlo. No pidas nada. Si prometiste algo, cúmplelo en el mismo mensaje. A quien no responde también le has saludado, y solo se trataba de eso.',
      tryIt: 'Escribe a quien menos crees que vaya a responder.',
    },
  },
  /** Small things to do at an event, for users who stand alone. They are not counted. */
  dares: [
    'Pregunta a alguien por algo que lleva consigo.',
    'Busca a quien haya venido de más lejos y pregúntale por qué.',
    'Saluda a quien esté más cerca de la pared.',
    'Dile a alguien qué te gustó de su pregunta.',
    'Pregunta: «¿Qué harías con un martes libre?»',
    'Presenta a dos personas antes de acabar tu copa.',
    'Aprende el nombre de alguien que trabaja aquí esta noche.',
    'Pide un libro, un plato o un lugar, y apúntalo.',
  ],
};
