import type * as en from '../en/account';
import { number, plural } from './index';

export const account: typeof en.account = {
  signIn: {
    code: 'Código de tu aplicación de autenticación',
    codeNeeded:
      'Tu cuenta pide también un código: las seis cifras de tu aplicación de autenticación, o un código de reserva.',
    forgot: '¿Olvidaste tu contraseña?',
    withKey: 'Entrar con este teléfono como llave',
    keyOpensNothing: 'Esta llave no abre nada aquí.',
    title: 'Entrar',
    again: 'Volver a entrar',
    button: 'Entrar',
    busy: 'Entrando…',
    other: '¿Primera vez? Crea una cuenta',
    wrong: 'La dirección o la contraseña no es correcta.',
  },
  signUp: {
    title: 'Crear una cuenta',
    why: 'Con una cuenta tus notas están también en el servidor, y a la mañana siguiente llega un aviso amable.',
    button: 'Crear mi cuenta',
    busy: 'Creándola…',
    other: '¿Ya tienes una? Entra',
    taken: 'Ya hay una cuenta con esta dirección. ¿Prefieres entrar?',
    closed: 'Este servidor no admite cuentas nuevas. Pregunta a quien lo lleva.',
  },
  fields: {
    name: 'Tu nombre',
    email: 'Correo electrónico',
    password: 'Contraseña',
    newPasswordHint: 'Al menos 8 caracteres. Una frase va bien.',
    show: 'Mostrar la contraseña',
  },
  wrong: {
    name: 'Di cómo podemos llamarte.',
    email: 'Esto no es una dirección de correo.',
    password: 'Al menos 8 caracteres, y nada que se adivine a la primera.',
    prompt_at: 'Elige una hora.',
  },
  moveIn: (notes) =>
    plural(notes, {
      one: 'Lo que apuntaste en este teléfono pasa a tu cuenta.',
      many: `El ${number(notes)} de cosas que apuntaste en este teléfono pasa a tu cuenta.`,
      other: `Las ${number(notes)} cosas que apuntaste en este teléfono pasan a tu cuenta.`,
    }),
  welcome: (name) => `Qué bien tenerte aquí, ${name}.`,
  expired: 'Tu sesión se ha cerrado aquí. Vuelve a entrar: no se ha perdido nada.',
  needsHttps: 'Por http sin cifrar no se puede entrar. Abre esta dirección con https.',
  offline: 'Ahora mismo no hay conexión. Todo sigue en este teléfono; inténtalo más tarde.',
  failed:
    'El servidor no ha respondido como debería. No se ha perdido nada; inténtalo dentro de un momento.',
  busy: 'Ha habido demasiados intentos. No se ha perdido nada; espera unos minutos e inténtalo otra vez.',
  settings: {
    title: 'Ajustes',
    you: 'Tú',
    nobody: 'No hay ninguna sesión abierta. Lo que apuntes se queda solo en este teléfono.',
    language: 'Idioma',
    languageOffline: 'Este idioma llega por la red, y ahora mismo no hay conexión.',
    morning: 'La mañana siguiente',
    promptAt: 'Pregúntame a las',
    pastFaces: 'Una cara del pasado',
    pastFacesHint:
      'Una vez por semana, si no hay nada más, vuelve alguien a quien conociste hace tiempo. Nadie vuelve dos veces antes de que todos hayan vuelto una.',
    promptHint: (zone) =>
      `En la zona horaria de tu teléfono, ahora ${zone}. Si vuelas a casa de noche, será la mañana del lugar donde despiertes.`,
    saved: 'Guardado.',
    phone: 'Este teléfono',
    devices: 'Teléfonos y ordenadores',
    devicesDetail: '¿Has perdido uno? Cierra su sesión desde aquí.',
    keys: 'Llaves',
    keysDetail: 'Contraseña, este teléfono como llave, códigos; lo que pasó con tu cuenta.',
    addressBook: 'Agenda',
    calendar: 'Calendario',
    programs: 'Para otros programas',
    data: 'Tus datos',
    keyboard: 'Teclado',
    keyboardDetail: 'Buscar, apuntar y moverse con una tecla.',
    sync: 'A la espera de sincronizarse',
    nothingWaits: 'Nada.',
    exportData: 'Exportar mis datos',
    exportDetail: 'Como tarjetas, como tabla o todo junto. Funciona sin conexión.',
    bringIn: 'Traer gente',
    bringInDetail: 'Del teléfono, Google, LinkedIn, Outlook, una tabla',
    persisted: 'Este teléfono conserva tus notas hasta que las borres.',
    notPersisted:
      'Este teléfono puede borrar notas si se queda sin espacio. Las que están en el servidor están a salvo.',
    askPersist: 'Conservar mis notas en este teléfono',
    storageUnknown: 'Este navegador no dice si conserva las notas para siempre.',
    leave: 'Salir o borrar',
    about: 'Sobre Karmadex',
    aboutDetail: 'Qué es, privacidad, versión, a quién preguntar',
    signOut: 'Cerrar sesión',
    deleteAccount: 'Borrar mi cuenta',
  },
  push: {
    label: 'Aviso de la mañana en este teléfono',
    hint: 'Un solo aviso por la mañana, sobre la gente de la noche anterior.',
    states: {
      denied: 'Las notificaciones de esta aplicación están bloqueadas.',
      unsupported:
        'Este navegador no puede recibir notificaciones. Los saludos te esperan en la aplicación.',
    },
    deniedHow:
      'Permítelas en los ajustes de este dispositivo o de tu navegador. Luego vuelve aquí.',
    byMail: {
      offer: 'Tu mañana puede llegar por correo.',
      yes: 'Enviar por correo',
      on: 'Tu mañana llega por correo.',
      failed: 'No ha funcionado. Inténtalo dentro de un rato.',
    },
    signInFirst: 'Primero entra en tu cuenta: el aviso lo envía el servidor.',
    turnedOn: 'Te preguntaremos mañana por la mañana.',
    turnedOff: 'No habrá más avisos en este teléfono.',
    failed: 'Ahora mismo no se llega a los avisos de tu navegador. Inténtalo dentro de un rato.',
    test: 'Enviar una prueba',
    tested: (devices, accepted) =>
      devices === 0
        ? 'El servidor aún no conoce ningún dispositivo tuyo. Apágalo y vuelve a encenderlo.'
        : accepted === 0
          ? 'No se ha podido enviar. Inténtalo dentro de un rato.'
          : 'En camino. Debería llegar enseguida.',
  },
  install: {
    why: 'En un iPhone o iPad, pon primero Karmadex en la pantalla de inicio. Solo desde ahí puede avisarte, y lo que apuntes en Safari se queda en Safari.',
    how: [
      'Toca «Compartir», el cuadrado con una flecha, en la barra de Safari.',
      'Elige «Añadir a pantalla de inicio».',
      'Abre Karmadex desde ahí, entra en tu cuenta y activa el aviso de la mañana.',
    ],
  },
  signOut: {
    title: 'Cerrar sesión en este teléfono',
    clean:
      'Todo lo de aquí está en el servidor. Se borra de este teléfono y vuelve cuando entres otra vez.',
    waiting: (changes) =>
      plural(changes, {
        one: 'Un cambio aún no está en el servidor. Si cierras la sesión ahora, se pierde.',
        many: `${number(changes)} de cambios aún no están en el servidor. Si cierras la sesión ahora, se pierden.`,
        other: `${number(changes)} cambios aún no están en el servidor. Si cierras la sesión ahora, se pierden.`,
      }),
    tryNow: 'Enviar antes',
    keep: 'Seguir con la sesión abierta',
    anyway: 'Cerrarla de todos modos',
    button: 'Cerrar sesión',
    done: 'Sesión cerrada. En este teléfono ya no queda nada tuyo.',
    stillSignedIn:
      'Borrado de este teléfono. No se pudo avisar al servidor: cierra la sesión de este teléfono desde otro.',
  },
};
