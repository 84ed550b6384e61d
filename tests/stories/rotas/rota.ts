/** What stories about rotas ask and do over the API. */
import { expect } from 'vitest';
import type { Answer } from '../../support/sidecar.ts';
import type { Person } from '../cast.ts';
import type { Story } from '../harness.ts';

/** Who is on call, in alphabetical order. @param when `Tuesday 12:00`, or an instant */
export async function onCall(story: Story, when: string, rota = 'sre'): Promise<string[]> {
  const at = /^\d/.test(when) ? when : story.at(when);
  const { status, body } = await story.sidecar.api<{ onCall: Array<{ user: string }> }>(
    'GET',
    `rotas/${rota}/on-call?at=${encodeURIComponent(at)}`,
  );
  expect(status).toBe(200);
  return body.onCall.map(({ user }) => user).sort();
}

const EDITORS: readonly Person[] = ['ben', 'cleo'];

/** As Grafana hands a request on. */
export async function as<Body = unknown>(
  story: Story,
  who: Person,
  method: string,
  route: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  const person = {
    UserUID: `uid-${who}`,
    Login: who,
    Name: who,
    OrgID: 1,
    OrgRole: EDITORS.includes(who) ? 'Editor' : 'Viewer',
    Teams: [],
    IsServiceAccount: false,
    IsAnonymous: false,
  };
  const answer = await story.sidecar.api<Body>(method, route, body, {
    headers: { ...headers, 'X-Grafana-Context': JSON.stringify(person) },
  });
  await story.settle();
  return answer;
}

/** The same, where it must go well. */
export async function does<Body = { id: string }>(
  story: Story,
  who: Person,
  method: string,
  route: string,
  body?: unknown,
): Promise<Body> {
  const answer = await as<Body>(story, who, method, route, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

export interface Heard {
  /** `ann: You are on call for …` */
  line: string;
  text: string;
}

/** What people heard about duties and swaps since the last look, by person. */
export async function heard(story: Story): Promise<Heard[]> {
  const messages = await story.onCallMessages();
  return messages
    .map(({ who, says, text }) => ({ line: `${who}: ${says}`, text }))
    .sort((a, b) => (a.line < b.line ? -1 : 1));
}

/** Each message begins so, and there are no others. */
export async function hears(story: Story, ...expected: Array<string | RegExp>): Promise<Heard[]> {
  const all = await heard(story);
  const matches = expected.map(
    (one) => (typeof one === 'string' ? expect.stringContaining(one) : expect.stringMatching(one)) as unknown,
  );
  expect(all.map(({ line }) => line)).toEqual(matches);
  return all;
}
