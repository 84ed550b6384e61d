/** What stories about replays ask. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ReplayWire } from '#contract/replay';
import { contextOf } from '../../support/grafana.ts';
import type { Story } from '../harness.ts';

/** May save everything, and reads the figures of everybody in her team: she is told every page. */
const CLEO = {
  headers: { 'X-Grafana-Context': contextOf({ uid: 'uid-cleo', login: 'cleo', name: 'cleo', role: 'Admin' }) },
};

/** Goes through Monday of the story's week, unless another period is asked for. */
export async function replays(story: Story, request: object): Promise<ReplayWire> {
  const whole = { from: story.at('Monday 00:00'), to: story.at('Tuesday 00:00'), ...request };
  const begun = await story.sidecar.api<ReplayWire>('POST', 'replays', whole, CLEO);
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await story.sidecar.api<ReplayWire>('GET', `replays/${begun.body.id}`, undefined, CLEO);
    if (body.state !== 'running') return body;
    await pause(50);
  }
  throw new Error('the replay did not end');
}

/** `ann 23:30 → -`: when each page was, and would have been. */
export function pagesOf({ result }: ReplayWire): string[] {
  const time = (at: string | undefined) => at?.slice(11, 19) ?? '-';
  return (result?.pages ?? []).map(({ user, before, after }) => `${user} ${time(before?.at)} → ${time(after?.at)}`);
}
