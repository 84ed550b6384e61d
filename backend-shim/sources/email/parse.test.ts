import { describe, expect, it } from 'vitest';
import { expected, one, read, reason, withoutRaw } from '../shared/source.fake.ts';

const mail = (subject: string, more: object = {}) =>
  one(
    read('email', {
      from: 'ups@example.com',
      to: 'oncall@example.com',
      subject,
      text: 'Battery at 5 %',
      messageId: '<1@x>',
      ...more,
    }),
  );

describe('subjects', () => {
  it('are the problem, per sender', () => {
    const alert = mail('Battery low');
    expect(withoutRaw(alert)).toEqual(
      expected({
        fingerprint: alert.fingerprint,
        status: 'firing',
        severity: 'error',
        title: 'Battery low',
        description: 'Battery at 5 %',
        labels: { from: 'ups@example.com', to: 'oncall@example.com' },
      }),
    );
    expect(mail('battery  LOW').fingerprint).toBe(alert.fingerprint);
    expect(mail('Battery low', { from: 'UPS@example.com' }).fingerprint).toBe(alert.fingerprint);
    expect(mail('Battery low', { from: 'other@example.com' }).fingerprint).not.toBe(alert.fingerprint);
    expect(mail('Fan stopped').fingerprint).not.toBe(alert.fingerprint);
  });

  it.each([
    ['[RESOLVED] Battery low', 'resolved', null],
    ['Resolved: Battery low', 'resolved', null],
    ['OK - Battery low', 'resolved', null],
    ['[CRITICAL] Battery low', 'firing', 'critical'],
    ['[FIRING] Warning: Battery low', 'firing', 'warning'],
    ['PROBLEM: Battery low', 'firing', 'error'],
    ['Re: Battery low', 'info', null],
    ['RE: [Critical] Battery low', 'firing', 'critical'],
    ['Fwd: AW: Battery low', 'info', null],
    ['FW: Battery low', 'firing', 'error'],
    ['TR : [RESOLVED] Battery low', 'resolved', null],
    ['[ACK] Battery low', 'acknowledged', null],
  ])('%s', (subject, status, severity) => {
    expect(mail(subject)).toMatchObject({
      status,
      severity,
      title: 'Battery low',
      fingerprint: mail('Battery low').fingerprint,
    });
  });

  it('words that are no status belong to the subject', () => {
    expect(mail('UPS: Battery low')).toMatchObject({ status: 'firing', title: 'UPS: Battery low' });
    expect(mail('[shop] Battery low').title).toBe('[shop] Battery low');
  });

  it('may be missing where there is text', () => {
    expect(mail('', { text: 'Fan stopped\nat 08:00' })).toMatchObject({
      title: 'Fan stopped',
      description: 'Fan stopped\nat 08:00',
    });
  });
});

describe('templates', () => {
  it('read the mail', () => {
    const template = {
      groupKey: '{{ subject | split: " " | last }}',
      status: '{% if text contains "100 %" %}ok{% endif %}',
      title: '{{ body.subject | downcase }}',
    };
    expect(one(read('email', { subject: 'Battery UPS-7', text: '5 %' }, template))).toMatchObject({
      groupKey: 'UPS-7',
      fingerprint: 'UPS-7',
      status: 'firing',
      title: 'battery ups-7',
    });
    expect(one(read('email', { subject: 'Charged UPS-7', text: '100 %' }, template))).toMatchObject({
      fingerprint: 'UPS-7',
      status: 'resolved',
    });
    expect(reason(read('email', { subject: 'x' }, { title: '{{ a | nope }}' }))).toMatch(
      /^template\.title: undefined filter/,
    );
  });
});

it('addresses as mailparser gives them', () => {
  expect(mail('x', { from: { text: '"UPS" <ups@example.com>', value: [] } }).labels).toEqual({
    from: '"UPS" <ups@example.com>',
    to: 'oncall@example.com',
  });
});

it.each([
  [{}, /^subject: missing, and the mail has no text either/],
  [{ subject: [], text: null }, /^subject: missing/],
  ['mail', /^body: is of type string, must be a mail, as its source text or parsed/],
])('%j is rejected', (body, expectedReason) => {
  expect(reason(read('email', body))).toMatch(expectedReason);
});
