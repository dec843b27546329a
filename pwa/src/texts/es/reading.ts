import type { Reading } from '../en/reading';

export const reading: Reading = {
  and: 'y e',
  who: 'que quien',
  whoAfterComma: 'cuyo cuya',
  pronouns: 'el ella',
  from: 'con desde',
  articles: 'el la los las un una unos unas este esta ese esa',
  somebody: 'alguien',
  nouns: 'chico chica tipo hombre mujer senor senora muchacho muchacha persona pareja tio tia',
  relatives:
    'hermano hermana mujer marido esposa esposo pareja amigo amiga novio novia jefe jefa colega madre padre hijo hija prima',
  own: 'mi nuestro nuestra',
  named: 'se_llama llamada llamado',
  met: 'conoci_a hable_con charle_con me_encontre_con vi_a he_conocido_a he_hablado_con',
  metAfter: '',
  about: 'sobre de acerca_de',
  labels: 'nombre nuevo nueva persona contacto quien anfitrion ponente',
  reach: 'telefono movil numero correo',
  nameless: 'sin_nombre no_se_su_nombre',
  people: 'personas nuevos nuevas invitados',
  numbers: 'dos tres cuatro cinco seis siete ocho nueve diez',
  nobody:
    'contrasena clave tarea tareas reunion cita recordatorio aparcamiento sala mesa direccion nota notas pregunta cena comida desayuno cafe tren charla noche',
  opening:
    'que cuando donde por porque quien como cual gran buen buena bueno bonita bonito muy mucho mucha muchos muchas nada nadie todos todo yo nosotros aqui alli mi nuestro gracias hola si comprar llamar preguntar enviar recordar traer tengo hay fue era son ha han entonces tambien solo quizas despues antes durante hoy manana ayer lunes martes miercoles jueves viernes sabado domingo para en',
  happened: 'fue era fueron estuvo sera',
  things: 'ista ología dad cion',
};
