import { expect, test } from 'vitest';
import { panelOf } from './panel-context.ts';

const DAY = Date.parse('2026-01-07T00:00Z');
const surroundings = {
  appUrl: 'https://grafana.example.com/sub/',
  msOf: (raw: unknown, isEnd: boolean) => (typeof raw === 'string' ? DAY + (isEnd ? 1 : 0) : null),
  search: '?orgId=1&var-host=web-1&var-host=web-2&from=now-1h&to=now',
};
const context = {
  id: 4,
  title: 'CPU of the shop',
  timeRange: { from: 'now-1h', to: 'now' },
  dashboard: { uid: 'shop', title: 'The shop', tags: [] },
};

test('the panel is named, and linked as the reader sees it: instants instead of now, with its variables', () => {
  const { labels, annotations } = panelOf(context, surroundings);
  expect(labels).toEqual({ panel: 'CPU of the shop', dashboard: 'The shop' });
  expect(annotations['summary']).toBe('CPU of the shop');
  expect(annotations['description']).toBe(
    `https://grafana.example.com/sub/d/shop?from=${DAY}&to=${DAY + 1}&var-host=web-1&var-host=web-2&viewPanel=panel-4`,
  );
});

test('a new dashboard has no address yet, and a panel may have no title', () => {
  expect(panelOf({ ...context, title: '', dashboard: { uid: '', title: 'New' } }, surroundings)).toEqual({
    labels: { dashboard: 'New' },
    annotations: { summary: '', description: '' },
  });
  expect(panelOf(undefined, surroundings)).toEqual({ labels: {}, annotations: { summary: '', description: '' } });
});

test('an end of the range that says no instant is left out of the link', () => {
  const { annotations } = panelOf({ ...context, timeRange: { from: 7, to: 'now' } }, surroundings);
  expect(annotations['description']).toContain(`/d/shop?to=${DAY + 1}&`);
});
