import { describe, expect, it } from 'vitest';
import { addressProblem, cleanAddress } from './address.ts';

describe('the address of the sidecar', () => {
  it.each([
    ['http://vigie:8723', null],
    ['https://ops.example.com/vigie', null],
    ['', 'empty'],
    ['vigie:8723', 'form'],
    ['ftp://vigie', 'form'],
    ['http://vigie:8723/api', 'path'],
    ['http://vigie:8723/api/v1/', 'path'],
    ['http://vigie:8723/?x=1', 'path'],
  ])('%s → %s', (text, problem) => expect(addressProblem(text)).toBe(problem));

  it('loses slashes and spaces at its ends', () =>
    expect(cleanAddress(' http://vigie:8723// ')).toBe('http://vigie:8723'));
});
