import { expect, it } from 'vitest';
import { isTold } from '#domain/notify/subscription';
import type { IncidentView, Subscription } from '#domain/notify/subscription';

const subscription: Subscription = { id: 's', name: 'Everything', team: null, integrations: [], events: ['opened'], match: [], minimumSeverity: null, to: [] };
const incident: IncidentView = { title: 'Disk full', severity: 'error', labels: {}, team: null, integration: null, source: 'webhook', test: false };

it.each([
  ['an incident', {}, true],
  ['a test', { test: true }, false],
] as const)('%s', (_, part, told) => {
  expect(isTold(subscription, 'opened', { ...incident, ...part })).toBe(told);
});
