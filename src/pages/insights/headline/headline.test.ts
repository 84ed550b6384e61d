import { expect, test } from 'vitest';
import type { FigureGroupWire, FigureWire, InsightWire } from '#contract/insight/insight';
import { readIn } from '../../../../tests/locales/read-in.ts';
import { oddInFrench } from '../../../../tests/support/french.ts';
import { wireFigure } from '../figure.fake.ts';
import { headlineOf } from './headline.ts';
import { headlineText } from './headline-text.ts';
import { periodBeforeText } from './period-text.ts';

const insight = (
  figures: FigureWire[],
  before: FigureWire[] | null = null,
  groups: FigureGroupWire[] = [],
): InsightWire => ({
  from: '2026-11-01T00:00:00Z',
  to: '2026-12-01T00:00:00Z',
  zone: 'UTC',
  figures,
  groups,
  problems: [],
  population: {
    incidents: 'all',
    team: null,
    rota: null,
    severities: [],
    urgencies: [],
    integrations: [],
    labels: {},
    people: null,
  },
  before: before && { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z', figures: before },
});
const alert = (name: string, wakings: number | null): FigureGroupWire => ({
  by: 'alert',
  id: `am/${name}`,
  alert: { integration: 'am', name, link: null, proposal: null },
  figures: [wireFigure('sleepCost', wakings)],
});
const BEFORE = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };
const said = async (language: 'en-US' | 'fr-FR', ...given: Parameters<typeof headlineOf>) => {
  await readIn(language);
  const line = headlineText(headlineOf(...given), periodBeforeText(BEFORE));
  return line.replace(/[\u00a0\u202f]/g, ' ');
};

const BAD = insight(
  [wireFigure('brokenNights', 42), wireFigure('missed', 14), wireFigure('paged', 260)],
  [wireFigure('brokenNights', 34), wireFigure('missed', 14)],
);
const ALERTS = insight([], null, [alert('Disk', 3), alert('Queue', 80), alert('Unknown', null)]);

test('it says what matters, with what it was before', async () => {
  expect(await said('en-US', BAD, ALERTS)).toBe(
    '42 nights broken, 8 more than in October 2026; 14 incidents that nobody answered in time, as many as in October 2026; worst alert “Queue”, 80 wakings.',
  );
  const french = await said('fr-FR', BAD, ALERTS);
  expect(french).toBe(
    '42 nuits interrompues, 8 de plus qu’en octobre 2026 ; 14 incidents restés sans réponse à temps, autant qu’en octobre 2026 ; la pire alerte est « Queue », avec 80 réveils.',
  );
  await readIn('fr-FR');
  expect(oddInFrench(headlineText(headlineOf(BAD, ALERTS), periodBeforeText(BEFORE)))).toEqual([]);
});

test('it has good words where nothing is bad', async () => {
  const good = insight([wireFigure('brokenNights', 0), wireFigure('missed', 0), wireFigure('paged', 3)]);
  expect(await said('en-US', good, null)).toBe('No night was broken; no incident was missed.');
  expect(await said('fr-FR', good, null)).toBe('Aucune nuit n’a été interrompue ; aucun incident n’a été manqué.');
  expect(await said('en-US', insight([wireFigure('missed', 0), wireFigure('paged', 0)]), null)).toBe(
    'Nothing here needs attention.',
  );
});

test('of people whom the reader may not read it says no more than it knows', async () => {
  const partial = { ...wireFigure('brokenNights', 1), partial: true };
  expect(await said('en-US', insight([partial]), null)).toBe('1 night broken of those whom you may read.');
  expect(await said('en-US', insight([{ ...partial, value: 0 }]), null)).toBe('Nothing here needs attention.');
});

test('a long name is cut', async () => {
  const long = insight([], null, [alert('Disk full '.repeat(50), 2)]);
  expect(await said('en-US', insight([]), long)).toBe(
    'Worst alert “Disk full Disk full Disk full Disk full Disk full Disk full…”, 2 wakings.',
  );
});

test('days before are called so', async () => {
  await readIn('en-US');
  expect(periodBeforeText({ from: '2026-09-02T11:00:00Z', to: '2026-10-02T12:00:00Z' })).toBe('in the 30 days before');
});
