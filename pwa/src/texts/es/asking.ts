export const asking: readonly string[] = [
  'puedes|podrías|podrias|puede|podría presentarme|presentarnos|enviarme|mandarme|ayudarme|ayudarnos|recomendarme|recomendarnos|pasarme|compartir|mencionar|apoyar|echarme|darme|conseguirme',
  'me|nos puedes|podrías presentar|enviar|mandar|ayudar|recomendar|pasar|echar|dar|conseguir',
  'te|le importaría',
  'un pequeño? favor',
  'necesito|necesitamos|busco|buscamos',
  'preséntame|preséntanos',
  'échale|echa un vistazo a',
  'agendar|reservar|programar una llamada|reunión|demo',
  'estás|estáis buscando|contratando',
];
