import { expect, test } from 'vitest';
import { kindOf, QUERY_KINDS } from './query.ts';
import { dutyRequests, figureRequests, filledIn, incidentRequests, onCallRequest } from './requests.ts';

const range = { from: '2026-01-07T00:00:00.000Z', to: '2026-01-08T00:00:00.000Z', endsNow: false };

test('variables may hold several values, or none: then they filter nothing', () => {
  const values: Record<string, string> = { $team: 'sre,dba', $rota: '' };
  const query = {
    refId: 'A',
    kind: 'incidents' as const,
    teams: ['$team'],
    rotas: ['$rota'],
    severities: ['critical'],
  };
  expect(filledIn(query, (text) => values[text] ?? text)).toEqual({ teams: ['sre', 'dba'], severities: ['critical'] });
});

test('incidents of the range, and earlier ones that are not resolved', () => {
  expect(incidentRequests({ teams: ['sre'] }, range)).toEqual([
    { path: 'incidents', query: { team: ['sre'], from: range.from, to: range.to } },
    { path: 'incidents', query: { team: ['sre'], state: ['open', 'acknowledged', 'snoozed'], to: range.from } },
  ]);
});

test('whoever asks for resolved incidents gets no earlier ones', () => {
  expect(incidentRequests({ states: ['resolved'] }, range)).toHaveLength(1);
  expect(incidentRequests({ states: ['open', 'resolved'] }, range)[1]?.query).toMatchObject({ state: ['open'] });
});

test('duties are asked for by person and rota', () => {
  expect(dutyRequests({}, range)).toEqual([
    { path: 'duties', query: { rota: null, user: null, from: range.from, to: range.to } },
  ]);
  const asked = dutyRequests({ rotas: ['sre', 'office'], people: ['ann', 'ben'] }, range);
  expect(asked.map(({ query }) => `${String(query?.['rota'])} ${String(query?.['user'])}`)).toEqual([
    'sre ann',
    'sre ben',
    'office ann',
    'office ben',
  ]);
});

test('on call now, or at the end of a range in the past', () => {
  expect(onCallRequest({ ...range, endsNow: true })).toEqual({ path: 'on-call' });
  expect(onCallRequest(range)).toEqual({ path: 'on-call', query: { at: range.to } });
});

test('dashboards have no figures of people: no kind of query asks for *Me*, interventions or rests', () => {
  const figures = figureRequests({}, range).map(({ request }) => request);
  const asked = [...incidentRequests({}, range), ...dutyRequests({ people: ['ann'] }, range), onCallRequest(range)];
  const paths = [...asked, ...figures].map(({ path }) => path.replace(/^insights\/(?:pager|team|alerts)$/, 'figures'));
  expect([...new Set(paths)].sort()).toEqual([...QUERY_KINDS].sort());
});

test('a query of an unknown kind, or of none, is one of incidents', () => {
  expect([{}, { kind: 'of-a-later-version' }, { kind: 'duties' }].map(kindOf)).toEqual([
    'incidents',
    'incidents',
    'duties',
  ]);
});
