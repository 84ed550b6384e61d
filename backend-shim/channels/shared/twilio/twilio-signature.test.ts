/** Vectors of twilio.com/docs/usage/security and of the tests of Twilio's own libraries. */
import { describe, expect, it } from 'vitest';
import { isFromTwilio, twilioSignature } from './twilio-signature.ts';

const FIELDS = new URLSearchParams([
  ['CallSid', 'CA1234567890ABCDE'],
  ['From', '+14158675309'],
  ['Digits', '1234'],
  ['To', '+18005551212'],
  ['Caller', '+14158675309'],
]);
const asked = (url: string, signature: string | undefined, body = FIELDS.toString()) =>
  isFromTwilio('12345', { url, headers: { 'x-twilio-signature': signature }, body });

describe('a signature', () => {
  it.each([
    ['https://mycompany.com/myapp.php?foo=1&bar=2', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['https://MyCompany.com/myapp.php?foo=1&bar=2', 'g9IN/x4Cft2g517EjYvEvM/W7LU='],
    ['https://MyCompany.com:1234/myapp.php?foo=1&bar=2', 'PCqOZm8cnu/L6+u5i5fuEd+Iac4='],
    ['http://MyCompany.com/myapp.php?foo=1&bar=2', 'XY7AlKOKL6im4yWyX84gldUrtis='],
    ['http://username:password@MyCompany.com/myapp.php?foo=1&bar=2', 'PJ08CxXr7KLPjEQCTc8LkUSMwSM='],
    ['https://mycompany.com:1234/myapp.php?foo=1&bar=2', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['http://mycompany.com:1234/myapp.php?foo=1&bar=2', 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
    ['https://mycompany.com/myapp.php?foo=1&bar=2', 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    ['http://mycompany.com/myapp.php?foo=1&bar=2', '0ZXoZLH/DfblKGATFgpif+LLRf4='],
    ['https://mycompany.com:1234/myapp.php?foo=1&bar=2', 'CYn1h0gLBdNxDGkKJg6hYohgeD8='],
  ])('of %s is good', (url, signature) => {
    expect(asked(url, signature)).toBe(true);
  });

  it('covers fields that come twice', () => {
    const twice = new URLSearchParams([
      ['Sid', 'CA123'],
      ['SidAccount', 'AC123'],
      ['Digits', '5678'],
      ['Digits', '1234'],
      ['Digits', '1234'],
    ]);
    expect(twilioSignature('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', twice)).toBe(
      'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
    );
  });

  it.each([
    ['another address', 'https://mycompany.com/myapp.php?foo=1&bar=3', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['another case', 'https://MyCompany.com/myapp.php?foo=1&bar=2', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['another signature', 'https://mycompany.com/myapp.php?foo=1&bar=2', 'NOTRSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['an empty one', 'https://mycompany.com/myapp.php?foo=1&bar=2', ''],
    ['none', 'https://mycompany.com/myapp.php?foo=1&bar=2', undefined],
    ['an address that is none', 'mycompany', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ])('with %s is refused', (_name, url, signature) => {
    expect(asked(url, signature)).toBe(false);
  });

  it('covers every field', () => {
    expect(
      asked(
        'https://mycompany.com/myapp.php?foo=1&bar=2',
        'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
        FIELDS.toString().replace('1234', '1235'),
      ),
    ).toBe(false);
  });
});
