import type { Reading } from '../en/reading';

export const reading: Reading = {
  and: 'und u u.',
  who: 'welche welcher',
  whoAfterComma: 'die der das deren dessen',
  pronouns: 'er sie',
  from: 'aus mit bei vom beim',
  articles: 'der die das den ein eine einen diese dieser dieses',
  somebody: 'jemand irgendwer irgendjemand er sie',
  nouns:
    'typ mann frau junge madchen kerl dame herr mensch kollege kollegin nachbar nachbarin paar',
  relatives:
    'bruder schwester frau partner partnerin freundin chef chefin kollege kollegin mutter vater tochter cousin cousine mitbewohner mitbewohnerin',
  own: 'mein meine meinen meiner meinem unser unsere unseren unserer',
  named: 'heisst namens',
  met: 'traf getroffen kennengelernt gesprochen_mit geredet_mit mit hab habe das_ist',
  metAfter: 'getroffen kennengelernt gesprochen geredet gequatscht unterhalten',
  about: 'uber',
  labels: 'neu kontakt wer getroffen gastgeber referentin',
  reach: 'telefon handy mobil nummer webseite',
  nameless: 'kein_name name_vergessen unbekannt',
  people: 'leute personen menschen gaste neue',
  numbers: 'zwei drei vier funf sechs sieben acht neun zehn',
  nobody:
    'passwort kennwort aufgabe aufgaben besprechung termin treffen sitzung erinnerung parkplatz raum tisch adresse notiz notizen frage zitat essen abendessen mittagessen fruhstuck kaffee zug bahn idee abend vortrag',
  opening:
    'wann wo warum wieso wer wie welche toller tolle tolles guter gute gutes schoner schone schones netter nette sehr viel viele nicht nichts niemand alle alles jeder ich wir es hier da dort mein meine unser unsere danke hallo ja nein kaufen einkaufen anrufen fragen schicken merken mitbringen muss mussen sollte war waren ist sind hat haben wird wenn dann auch noch nur vielleicht nach vor wahrend heute morgen gestern montag dienstag mittwoch donnerstag freitag samstag sonntag zu zum zur fur von am auf dem',
  happened: 'war waren wird wurde wurden sollte muss kaufen anrufen schicken holen',
  things:
    'ung heit keit schaft erin istin ologin ski sport musik boot rei tum nis kunde arzt lehrer ei',
};
