import { describe, expect, test } from 'vitest';
import { newRoute } from '../draft.ts';
import type { RouteName } from './route-text.ts';
import { routeSentence } from './route-text.ts';

const name: RouteName = (kind, key) => `${key} of ${kind}`;
const sentence = (route: object) =>
  routeSentence(
    { ...newRoute(0), ...route },
    { fallback: 'usual', name, hours: (windows) => `${windows.length} windows` },
  );

describe('the sentence of a route', () => {
  test.each<[string, object]>([
    ['Every alert: page by usual of policies (the integration’s policy)', {}],
    [
      'Every alert: page by usual of policies (the integration’s policy) and set its severity to Critical',
      { severity: 'critical' },
    ],
    [
      'If the severity is Critical, then page urgently by fast of policies',
      { match: ['severity="critical"'], policy: 'fast', urgency: 'urgent' },
    ],
    [
      'If the severity is at least Error, team is “db” or “web”, and it comes within office of time-windows, then page without urgency by usual of policies (the integration’s policy) and add team=db to it',
      {
        match: ['severity=~"error|critical"', 'team=~"db|web"'],
        when: 'office',
        urgency: 'default',
        labels: { team: 'db' },
      },
    ],
    [
      'If env is “dev” and it comes within 1 windows, then only record it: it pages nobody',
      {
        match: ['env="dev"'],
        when: { timeZone: 'UTC', windows: [{ days: ['mon'], from: '09:00', to: '18:00' }] },
        drop: true,
      },
    ],
    [
      'If alertname is “Watchdog”, then take it as the heartbeat of beat of integrations: it pages nobody',
      { match: ['alertname="Watchdog"'], heartbeat: 'beat', when: null },
    ],
    [
      'If env is none of “a”, “b”, the title contains “disk”, service does not match the pattern “api-.*”, oncall has a value, and team==x, then only record it: it pages nobody',
      {
        match: ['env!~"a|b"', 'title=~".*disk.*"', 'service!~"api-.*"', 'oncall!=""', 'team==x'],
        drop: true,
      },
    ],
    ['If team is …, then only record it: it pages nobody', { match: ['team'], drop: true }],
  ])('%s', (text, route) => expect(sentence(route)).toBe(text));

  test('says how many values a long list has', () => {
    const values = Array.from({ length: 12 }, (_, i) => `h${i}`).join('|');
    expect(sentence({ match: [`host=~"${values}"`], drop: true })).toMatch(/host is “h0”, .*“h9”, or 2 more, then/);
  });
});
