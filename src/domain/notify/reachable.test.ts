import { describe, expect, it } from 'vitest';
import { responder } from '#domain/incident/incident.fake';
import { escapeHtml, safeHref } from '#domain/notify/escape-html';
import { peopleFacts } from '#domain/notify/reachable';
import type { ContactMethod } from '#domain/notify/responder';

const method = (id: string, verified = true): ContactMethod => ({ id, type: id, to: id, secret: null, verified });
const rules = (...ids: string[]) => ({ default: [], urgent: ids.map((id) => ({ method: id, after: 0, when: null })) });

describe('whether an urgent page reaches somebody', () => {
  it.each<[string, ContactMethod[], string[], boolean]>([
    ['by a rule whose method works', [method('sms')], ['sms'], true],
    ['by one rule of two', [method('sms')], ['gone', 'sms'], true],
    ['not by a method that is not verified', [method('sms', false), method('email')], ['sms'], false],
    ['not by a method that is gone', [method('email')], ['gone'], false],
    ['by any method, without rules', [method('email')], [], true],
    ['not at all', [], [], false],
  ])('%s', (_what, contactMethods, urgent, reachable) => {
    const ann = responder('ann', { contactMethods, rules: rules(...urgent), timeZone: 'Europe/Paris', disabled: true });
    expect(peopleFacts([ann], 0, { zones: {}, holidays: {} })).toEqual(
      new Map([['ann', { reachable, disabled: true, timeZone: 'Europe/Paris' }]]),
    );
  });
});

describe('in HTML', () => {
  it('text is text', () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp; ok</a>`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp; ok&lt;/a&gt;',
    );
  });

  it.each([
    ['https://example.com/?a=1&b=2', 'https://example.com/?a=1&amp;b=2'],
    ['HTTP://example.com', 'HTTP://example.com'],
    ['javascript:alert(1)', null],
    [' https://example.com', null],
    ['//example.com', null],
  ])('%s is a link: %s', (url, href) => {
    expect(safeHref(url)).toBe(href);
  });
});
