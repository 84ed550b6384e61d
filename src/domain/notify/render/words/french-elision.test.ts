import { expect, it } from 'vitest';
import { de } from '#domain/notify/render/words/french-elision';

it.each([
  ['Ann', 'd’Ann'],
  ['Élise', 'd’Élise'],
  ['exemple SAS', 'd’exemple SAS'],
  ['Ben', 'de Ben'],
  ['Hubert', 'de Hubert'],
  ['', 'de '],
])('“de” before %s is %s', (name, expected) => {
  expect(de(name)).toBe(expected);
});
