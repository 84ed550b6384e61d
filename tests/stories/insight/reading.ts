/** Reads figures as somebody, in a world of people who are paged by SMS. */
import { expect } from 'vitest';
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import type { FigureKey } from '#domain/insight/figure';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { contextOf } from '../../support/grafana.ts';
import type { Person, World } from '../cast.ts';
import type { Story } from '../harness.ts';

const bySms = (number: string) => ({
  timeZone: 'Europe/Paris',
  contactMethods: [{ id: 'sms', type: 'sms', to: number }],
  notificationRules: { default: [{ method: 'sms' }], urgent: [{ method: 'sms' }] },
});

export function smsWorld(smsc: FakeSmsc): World {
  const operator = {
    id: 'operator',
    type: 'smpp',
    settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', from: 'Vigie' },
    secrets: { password: 'hush' },
  };
  return {
    ann: bySms('+33612345601'),
    ben: bySms('+33612345602'),
    cleo: bySms('+33612345603'),
    dee: bySms('+33612345604'),
    more: { channels: [operator] },
  };
}

export type Reader = Person | 'admin' | 'editor' | 'token';

export function headersOf(who: Reader): Record<string, string> {
  const role = who === 'admin' ? 'Admin' : who === 'editor' ? 'Editor' : 'Viewer';
  return who === 'token' ? {} : { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who, role }) };
}

export async function insights(story: Story, who: Reader, path: string): Promise<InsightWire> {
  const answer = await story.sidecar.api<InsightWire>('GET', `insights/${path}`, undefined, {
    headers: headersOf(who),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

export const valueOf = (figures: readonly FigureWire[], key: FigureKey) =>
  figures.find((one) => one.key === key)?.value;
export const groupsBy = ({ groups }: InsightWire, kind: InsightWire['groups'][number]['by']) =>
  groups.filter(({ by }) => by === kind);
export const peopleIn = (insight: InsightWire) => groupsBy(insight, 'person').map(({ id }) => id);
export const ofPerson = (insight: InsightWire, id: string, key: FigureKey) =>
  valueOf(groupsBy(insight, 'person').find((one) => one.id === id)?.figures ?? [], key);
/** `2026-03-03 1` for each day on which there is the figure. */
export const daysOf = (insight: InsightWire, key: FigureKey) =>
  groupsBy(insight, 'day').flatMap(({ id, figures }) => {
    const value = valueOf(figures, key);
    return value === undefined ? [] : [`${id} ${value}`];
  });

/** Mail and rooms are not what these stories are about. */
export async function calm(story: Story): Promise<void> {
  for (const { id } of await story.incidents('state=open,acknowledged')) {
    await story.script('resolve', {}, id);
  }
  await story.pagesOfAnybody();
  await story.updatesOfAnybody();
  await story.onCallMessages();
}

/** Follows every link of an answer. @returns how many there are, and those that open another number of incidents than they say */
export async function followLinks(
  story: Story,
  who: Reader,
  path: string,
): Promise<{ links: number; wrong: string[] }> {
  const { figures, groups } = await insights(story, who, path);
  const told = [{ by: 'all', id: '', figures }, ...groups].flatMap(({ by, id, figures: own }) =>
    own.flatMap(({ key, unit, value, behind }) => (behind === null ? [] : [{ by, id, key, unit, value, ...behind }])),
  );
  const wrong: string[] = [];
  for (const { by, id, key, query, rows } of told) {
    const { body } = await story.sidecar.api<{ items: unknown[] }>('GET', `incidents?limit=100&${query}`, undefined, {
      headers: headersOf(who),
    });
    if (body.items.length !== rows) {
      wrong.push(`${by} ${id} ${key}: ${rows}, opened ${body.items.length} by ${query}`);
    }
  }
  const counts = new Set<string>(['incidents', 'paged', 'missed', 'missed.exhausted', 'selfHealed']);
  wrong.push(
    ...told.flatMap(({ key, value, rows }) => (counts.has(key) && value !== rows ? [`${key} is ${value}`] : [])),
  );
  return { links: told.length, wrong };
}
