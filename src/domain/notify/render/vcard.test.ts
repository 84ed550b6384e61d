import { expect, it } from 'vitest';
import { vcard } from '#domain/notify/render/vcard';

it('a contact with every number, as phones read it', () => {
  expect(vcard('Vigie; on-call, SRE', ['+33937000000', '38080'], 'https://vigie.example.com')).toBe(
    'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Vigie\\; on-call\\, SRE;;;;\r\nFN:Vigie\\; on-call\\, SRE\r\nTEL;TYPE=CELL:+33937000000\r\nTEL;TYPE=CELL:38080\r\nURL:https://vigie.example.com\r\nEND:VCARD\r\n',
  );
});

it('a name cannot add lines of its own', () => {
  expect(vcard('Vigie\r\nTEL:+1', [], 'https://v.example').split('\r\n')).toHaveLength(7);
});
