import { expect, it } from 'vitest';
import { linkParts, strongParts } from './link-parts.ts';

const links = (text: string) => linkParts(text).flatMap((part) => (part.isLink ? [part.text] : []));

it.each<[string, string[]]>([
  ['no address', []],
  ['Runbook: https://wiki.example.com/disk-full.', ['https://wiki.example.com/disk-full']],
  ['(see https://wiki.example.com/a_(b))', ['https://wiki.example.com/a_(b)']],
  ['[https://a.example/x], http://b.example/?q=1&r=2#top!', ['https://a.example/x', 'http://b.example/?q=1&r=2#top']],
  ['«\u202fhttps://a.example/été\u202f»', ['https://a.example/été']],
  ['javascript:alert(1) file:///etc/passwd', []],
  ['https:// and http://', []],
  ['HTTPS://A.EXAMPLE', ['HTTPS://A.EXAMPLE']],
])('%s', (text, found) => {
  expect(links(text)).toEqual(found);
  expect(
    linkParts(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

it('takes text of a monitor of any length', () => {
  const text = `${')'.repeat(2000)} https://a.example/${'x)'.repeat(500)}`;
  expect(links(text)).toHaveLength(1);
});

it.each<[string, string[], string]>([
  ['no marks', [], 'no marks'],
  ['the **disk of db-1** is full', ['disk of db-1'], 'the disk of db-1 is full'],
  ['**a** and **b**', ['a', 'b'], 'a and b'],
  ['2 ** 3 ** 4', [], '2 ** 3 ** 4'],
  ['**not\nclosed** in its line', [], '**not\nclosed** in its line'],
  ['****', [], '****'],
])('a part between marks is strong and loses its marks: %j', (text, strong, shown) => {
  const parts = strongParts(text);
  expect(parts.filter(({ isStrong }) => isStrong).map((part) => part.text)).toEqual(strong);
  expect(parts.map((part) => part.text).join('')).toBe(shown);
});
