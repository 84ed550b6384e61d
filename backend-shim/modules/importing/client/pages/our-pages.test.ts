import { expect, test } from 'vitest';
import { createVigieClient } from '../vigie/client.ts';
import { vigieFake } from '../vigie/vigie.fake.ts';
import { readOurSide } from './our-pages.ts';

const at = (time: string) => `2026-11-03T${time}:00.000Z`;
const incident = (id: string, openedAt: string, resolvedAt: string | null) => ({
  id,
  number: 1,
  title: id,
  test: false,
  integration: 'shop',
  policy: null,
  openedAt: at(openedAt),
  resolvedAt: resolvedAt && at(resolvedAt),
  acknowledgedAt: null,
  acknowledgedBy: null,
});

test('of incidents that were over long before the range, pages and timeline are not asked for', async () => {
  const vigie = vigieFake();
  vigie.put('incidents', incident('over', '01:00', '04:59'));
  vigie.put('incidents', incident('over-late', '01:00', '05:00'));
  vigie.put('incidents', incident('open', '01:00', null));
  const asked: string[] = [];
  const client = createVigieClient(
    (request) => {
      asked.push(new URL(request.url).pathname.replace('/api/v1/', ''));
      return vigie.transport(request);
    },
    'https://vigie.example',
    'token',
  );
  const range = { from: Date.parse(at('06:00')), to: Date.parse(at('12:00')), integrations: [] };
  const read = await readOurSide(client, range, () => undefined);
  expect(read.ok && read.value.cases.map(({ id }) => id)).toEqual(['over-late', 'open']);
  expect(asked).toEqual([
    'incidents',
    'integrations/shop/alerts',
    'incidents/over-late/pages',
    'incidents/over-late/timeline',
    'incidents/open/pages',
    'incidents/open/timeline',
  ]);
});
