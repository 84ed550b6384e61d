/** Tests of messages about duty to come. */
import { describe, expect, it } from 'vitest';
import type { DutyMessage, ProgrammeMessage } from '#domain/notify/message/message';
import { gsm7Length, isGsm7 } from '#domain/notify/render/gsm7';
import { fakeMessage } from '#domain/notify/render/message.fake';
import { renderMessage } from '#domain/notify/render/render-message';

/** Paris is two hours ahead. */
const at = (day: number, hours: number) => Date.UTC(2026, 9, day, hours - 2);
const span = { rota: 'SRE primary', start: at(20, 18), end: at(21, 9), days: 15, reason: null };
const programme: ProgrammeMessage = {
  unit: 'Exemple SAS',
  timeZone: 'Europe/Paris',
  hash: 'abc123',
  url: 'https://grafana.example.com/hours',
  spans: [span, { ...span, start: at(22, 18), end: at(23, 9), days: 1, reason: 'Ben is ill' }],
  gone: [{ rota: 'DBA', start: at(24, 9), end: at(24, 21) }],
};

const render = (part: Partial<DutyMessage>, language: 'en' | 'fr' = 'en') =>
  renderMessage(
    fakeMessage({
      kind: 'onCall',
      incident: null,
      at: at(5, 10),
      language,
      timeZone: 'UTC',
      onCall: { rota: '', start: null, end: null, on: false, ...part },
    }),
  );

describe('a programme', () => {
  it('lists the duty by the employer’s clock, with notice and reason, and proves it', () => {
    const { subject, text, short, content } = render({ programme });
    expect(subject).toBe('Your on-call programme until Fri 23 Oct 09:00');
    expect(text).toContain('- Tue 20 Oct 18:00 – Wed 21 Oct 09:00, SRE primary · told 15 days ahead');
    expect(text).toContain('told 1 day ahead · why so late: Ben is ill');
    expect(text).toContain('- No longer on call: Sat 24 Oct 09:00 – Sat 24 Oct 21:00, DBA');
    expect(content.footer[0]).toBe('Keep this mail: it proves what you were told (abc123).');
    expect(short).toBe('On call 2 times, first Tue 20 Oct 18:00 - Wed 21 Oct 09:00, SRE primary.');
  });

  it('reads in French, in one SMS', () => {
    const { subject, text, short } = render({ programme: { ...programme, spans: [span] } }, 'fr');
    expect(subject).toBe('Votre programme d’astreinte jusqu’au mer. 21 oct. 09:00');
    expect(text).toContain('SRE primary · annoncé 15 jours avant');
    expect(text).toContain('Gardez ce message\u00a0: il prouve ce qui vous a été communiqué (abc123).');
    expect(short).toBe('Astreinte mar. 20 oct. 18:00 - mer. 21 oct. 09:00, SRE primary.');
    expect([isGsm7(short), gsm7Length(short) <= 160]).toEqual([true, true]);
  });

  it('that only takes back proves nothing', () => {
    const { subject, content, short } = render({ programme: { ...programme, spans: [], hash: null } });
    expect(subject).toBe('Your on-call programme has changed');
    expect(content.footer.join()).not.toContain('Keep this mail');
    expect(short).toBe('No longer on call from Sat 24 Oct 09:00, DBA.');
  });
});

it.each([
  [
    'en' as const,
    'Ann began late twice last week and is on call until Mon 12 Oct 09:00. Ben (41 h in 12 weeks) could take a night.',
  ],
  [
    'fr' as const,
    'Ann a repris plus tard 2 fois la semaine dernière et reste d’astreinte jusqu’au lun. 12 oct. 09:00. Ben (41 h en 12 semaines) pourrait prendre une nuit.',
  ],
])('the Monday advice names who could take a night (%s)', (language, sentence) => {
  const lines = [{ name: 'Ann', times: 2, until: at(12, 9), others: [{ name: 'Ben', hours: 41 }] }];
  const local = renderMessage(
    fakeMessage({
      kind: 'onCall',
      incident: null,
      at: at(5, 9),
      language,
      timeZone: 'Europe/Paris',
      onCall: { rota: '', start: null, end: null, on: false, advice: { unit: 'Ops', lines } },
    }),
  );
  expect(local.content.lead).toEqual([sentence]);
});
