import { expect, test } from 'vitest';
import { firstAsOrdinal } from '#domain/time/words/date-format';
import { bounded, joined } from './french.ts';

/** As a text of the plugin is put together. */
const said = (text: string, values: Record<string, unknown>) =>
  joined(text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(bounded(values)[name])));

test.each([
  ['Vous avez répondu à {{at}}.', { at: 'sam. 14 nov., 00:42' }, 'Vous avez répondu le sam. 14 nov., 00:42.'],
  ['Vous avez répondu à {{at}}.', { at: '00:42' }, 'Vous avez répondu à 00:42.'],
  ['l’intervention de {{at}}', { at: 'sam. 28 nov.' }, 'l’intervention du sam. 28 nov.'],
  ['jusqu’à {{at}}', { at: 'mardi 1er décembre' }, 'jusqu’au mardi 1er décembre'],
  ['À partir de {{at}} :', { at: 'lun. 2 nov.' }, 'À partir du lun. 2 nov. :'],
  ['De {{a}} à {{b}}', { a: 'lun. 2 nov.', b: 'mar. 3 nov.' }, 'Du lun. 2 nov. au mar. 3 nov.'],
  ['de {{a}} à {{b}}', { a: '09:00', b: '10:00' }, 'de 09:00 à 10:00'],
  ['avant {{at}}.', { at: 'dim. 6 déc.' }, 'avant le dim. 6 déc.'],
  ['avant le {{at}}.', { at: 'dim. 6 déc.' }, 'avant le dim. 6 déc.'],
  ['Dès {{at}}', { at: 'dim. 6 déc.' }, 'Dès le dim. 6 déc.'],
  ['d’ici à {{at}}', { at: 'dim. 6 déc.' }, 'd’ici au dim. 6 déc.'],
])('a day after a preposition: %s with %j', (text, values, want) => {
  expect(said(text, values)).toBe(want);
});

test.each([
  ['RH de {{name}}', 'Exemple SAS', 'RH d’Exemple SAS'],
  ['Ce que {{name}} a dit', 'Élise', 'Ce qu’Élise a dit'],
  ['Historique de {{name}}', 'Exploitation', 'Historique d’Exploitation'],
  ['Historique de {{name}}', 'Réseau', 'Historique de Réseau'],
  ['Historique de {{name}}', '“Exploitation”', 'Historique de “Exploitation”'],
])('a name after a vowel: %s with %s', (text, name, want) => {
  expect(said(text, { name })).toBe(want);
});

test('nothing within a value changes, nor in a sentence of ours', () => {
  const title = 'Error de autenticación à sam. 14 nov... de AWS.';
  expect(said('Titre : {{title}}', { title })).toBe(`Titre : ${title}`);
  expect(said('Fin de onze heures, de {{n}}', { n: '3' })).toBe('Fin de onze heures, de 3');
  expect(said('{{count}} incidents', { count: 3 })).toBe('3 incidents');
  expect(said('{{a}}…', { a: 'déc.' })).toBe('déc.…');
});

test('bounds in a value are taken away', () => {
  expect(said('de {{a}}', { a: '\ue000Ann\ue001' })).toBe('d’Ann');
});

test.each([
  ['dim. 1 nov., 09:00', 'dim. 1er nov., 09:00'],
  ['mardi 1 décembre 2026', 'mardi 1er décembre 2026'],
  ['1 juin 2026', '1er juin 2026'],
  ['dim. 11 nov.', 'dim. 11 nov.'],
  ['31 oct. – 1 nov.', '31 oct. – 1er nov.'],
  ['09:01 mars', '09:01 mars'],
])('%s is written %s', (date, want) => {
  expect(firstAsOrdinal(date)).toBe(want);
});
