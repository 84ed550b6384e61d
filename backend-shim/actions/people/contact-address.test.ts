import { expect, test } from 'vitest';
import { countryOf, sameForLimits } from './contact-address.ts';

test.each([
  ['+33 6 12 34 56 78', '+33'],
  ['+352621123456', '+352'],
  ['+12125550100', '+1'],
  ['+1 (876) 555-0100', '+1876'],
  ['+19005550100', '+1900'],
  ['+79161234567', '+7'],
  ['+77011234567', '+77'],
  ['+881612345678', '+881'],
  ['+441632960000', '+44'],
  ['0612345678', null],
  ['', null],
])('%s goes to %s', (number, country) => {
  expect(countryOf(number)).toBe(country);
});

test('one receiver is one, however the address is written', () => {
  expect(sameForLimits('sms', '+33 6 12', true)).toBe(sameForLimits('voice', '+33.612', true));
  expect(sameForLimits('email', 'Ann+1@Example.com', false)).toBe(
    sameForLimits('email', ' ann+2+3@example.com', false),
  );
  expect(sameForLimits('email', 'ann@example.com', false)).not.toBe(sameForLimits('email', 'ben@example.com', false));
  expect(sameForLimits('ntfy', 'A', false)).not.toBe(sameForLimits('ntfy', 'a', false));
});
