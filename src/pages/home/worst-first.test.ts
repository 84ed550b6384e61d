import { expect, it } from 'vitest';
import type { IncidentWire } from '#contract/incidents/incident';
import { worstFirst } from './worst-first.ts';

const incident = (title: string, state: IncidentWire['state'], severity: IncidentWire['severity'], openedAt: string) =>
  ({ title, state, severity, openedAt }) as IncidentWire;

it('what nobody has, and what is worst, comes first', () => {
  const sorted = worstFirst([
    incident('taken', 'acknowledged', 'critical', '2026-01-05T12:00:00Z'),
    incident('new', 'open', 'warning', '2026-01-05T11:00:00Z'),
    incident('old', 'open', 'warning', '2026-01-05T10:00:00Z'),
    incident('worst', 'open', 'critical', '2026-01-05T09:00:00Z'),
  ]);
  expect(sorted.map(({ title }) => title)).toEqual(['worst', 'new', 'old', 'taken']);
});
