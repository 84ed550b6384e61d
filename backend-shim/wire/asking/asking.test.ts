import { afterEach, describe, expect, it } from 'vitest';
import type { HttpClient, HttpRequest } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import { askingOf, openAlert } from '../../sources/shared/telling.fake.ts';
import { createSourceAsking } from '../../adapters/threads/source-asking.ts';
import { ASKING_WORKER } from './place.ts';

const MIB = 2 ** 20;
const LONG_AGO = '2026-02-01T09:00:00Z';
const labels = { host: 'web-1', service: 'HTTP' };
const errors: unknown[] = [];
const log = { error: (...told: unknown[]) => errors.push(told) } as unknown as Log;
const small = { program: ASKING_WORKER, heap: { old: 24, young: 8 } };

let asking = createSourceAsking(log, small);
afterEach(async () => {
  await asking.close();
  asking = createSourceAsking(log, small);
  expect(errors).toEqual([]);
});

/** Answers by path, always with bytes of their own. */
function callerOf(answers: Record<string, string>) {
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    send: (request) => {
      requests.push(request);
      const path = Object.keys(answers).find((one) => new URL(request.url).pathname.endsWith(one)) ?? '';
      const bytes = new Uint8Array(new TextEncoder().encode(answers[path] ?? '[]'));
      return Promise.resolve({ ok: true, response: { status: 200, headers: {}, body: '', bytes } });
    },
  };
  return { requests, caller: { http, signal: new AbortController().signal } };
}

const alerts = (more = '') =>
  `[{"labels":${JSON.stringify(labels)},"startsAt":"${LONG_AGO}","status":{"silencedBy":["by-hand"]}}${more}]`;
const silence = {
  id: 'by-hand',
  createdBy: 'zoe',
  comment: 'at it',
  endsAt: '2027-01-01T00:00:00Z',
  status: { state: 'active' },
};
const genuine = { '/alerts': alerts(), '/silences': JSON.stringify([silence]) };

/** ms of processor time of this thread. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

describe('A source that is asked', () => {
  it('answers as it does in this thread, and its counts of absences are kept', async () => {
    const question = askingOf('alertmanager', [
      openAlert({ labels }),
      openAlert({ fingerprint: 'gone', labels: { host: 'db' } }),
    ]);
    const { caller, requests } = callerOf({ ...genuine, '/status': JSON.stringify({ uptime: LONG_AGO }) });
    const answered = await asking.ask(caller, question);
    expect(answered).toMatchObject({ ok: true, silenced: [{ fingerprint: 'web-1;HTTP', silence: { by: 'zoe' } }] });
    expect(requests.map(({ asBytes, signal }) => [asBytes, signal])).toEqual(
      Array.from({ length: 4 }, () => [true, caller.signal]),
    );
    expect([...question.absences]).toEqual([['i1\ngone', expect.objectContaining({ answers: 1 })]]);
    await asking.ask(caller, question);
    expect(question.absences.get('i1\ngone')).toMatchObject({ answers: 2 });
  });

  it('that reads texts gets texts', async () => {
    const question = askingOf('zabbix', [openAlert()]);
    const { caller } = callerOf({ '/api_jsonrpc.php': '{"result":[{"eventid":"49","r_eventid":"50"}]}' });
    expect(await asking.ask(caller, question)).toMatchObject({ ok: true, closed: [{ status: 'resolved' }] });
  });

  it('may answer with megabytes, which cost this thread next to nothing and the other one little memory', async () => {
    const others = `,${Array.from({ length: 60_000 }, (_, i) => JSON.stringify({ labels: { ...labels, host: `h${i}` }, annotations: { a: 'é'.repeat(60) } })).join(',')}`;
    const large = { ...genuine, '/alerts': alerts(others) };
    expect(large['/alerts'].length).toBeGreaterThan(6 * MIB);
    // Starts the thread.
    await asking.ask(callerOf(genuine).caller, askingOf('grafana', [openAlert({ labels })]));
    const { caller } = callerOf(large);
    let answered: unknown;
    const cost = await costOf(
      async () => (answered = await asking.ask(caller, askingOf('alertmanager', [openAlert({ labels })]))),
    );
    expect(answered).toMatchObject({ ok: true, silenced: [{ incident: 'i1' }] });
    // Making the bytes here is most of it; parsing alone would take ten times as long.
    expect(cost).toBeLessThan(150);
  });

  it.each([
    ['deep', `[{"a":${'['.repeat(MIB)}${']'.repeat(MIB)}}]`, /nested/],
    ['of one item', `[{"a":"${'e'.repeat(5 * MIB)}"}]`, /longer than 4 MiB/],
    ['no JSON', '<html>', /not the list/],
    ['of silences without end', `[${`${JSON.stringify(silence)},`.repeat(20_000)}{}]`, /more than 5000 active/],
  ])('and answers with something %s is refused, by words that say so', async (_, silences, detail) => {
    const { caller } = callerOf({ ...genuine, '/silences': silences });
    const answered = await asking.ask(caller, askingOf('alertmanager', [openAlert({ labels })]));
    expect(answered).toEqual({ ok: false, detail: expect.stringMatching(detail) });
  });

  it('with expressions that take for ever to try keeps neither thread: they silence nothing', async () => {
    const matchers = Array.from({ length: 50 }, (_, i) => ({
      name: 'host',
      value: `(a|b|web-.){1,9}${i}`,
      isRegex: true,
      isEqual: false,
    }));
    const { caller } = callerOf({
      '/alerts': '[]',
      '/silences': JSON.stringify(Array.from({ length: 400 }, (_, i) => ({ ...silence, id: `s${i}`, matchers }))),
      '/status': '{}',
    });
    const open = Array.from({ length: 100 }, (_, i) =>
      openAlert({ fingerprint: `f${i}`, labels: { host: `web-${i} `.repeat(200) } }),
    );
    const began = performance.now();
    expect(await asking.ask(caller, askingOf('alertmanager', open))).toMatchObject({ ok: true });
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('that takes no memory to hold others up: each is answered as its own answer comes', async () => {
    const slow = Promise.withResolvers<void>();
    const waiting = callerOf(genuine);
    const send = waiting.caller.http.send.bind(waiting.caller.http);
    waiting.caller.http.send = async (request) => {
      await slow.promise;
      return send(request);
    };
    const question = () => askingOf('alertmanager', [openAlert({ labels })]);
    const late = asking.ask(waiting.caller, question());
    expect(await asking.ask(callerOf(genuine).caller, question())).toMatchObject({ ok: true });
    slow.resolve();
    expect(await late).toMatchObject({ ok: true });
  });

  it('more than a thread is given is left out, and so stays as it is', async () => {
    const open = Array.from({ length: 60 }, (_, i) =>
      openAlert({ fingerprint: `f${i}`, labels: { host: `${i}`, a: 'e'.repeat(100_000) } }),
    );
    const { caller } = callerOf({ '/alerts': '[]', '/silences': '[]', '/status': '{}' });
    const question = askingOf('alertmanager', open);
    expect(await asking.ask(caller, question)).toMatchObject({ ok: true });
    expect([question.absences.size > 30, question.absences.size < 60]).toEqual([true, true]);
  });
});

describe('The thread of questions', () => {
  it('that computes for too long is ended, and the next question is answered', async () => {
    const never = callerOf(genuine);
    never.caller.http.send = () => new Promise(() => undefined);
    const impatient = createSourceAsking(log, { ...small, longest: 300 });
    const question = askingOf('alertmanager', [openAlert({ labels })]);
    expect(await impatient.ask(never.caller, question)).toEqual({
      ok: false,
      detail: 'it was not answered within 0.3 s',
    });
    await impatient.close();
    expect(await impatient.ask(never.caller, question)).toEqual({ ok: false, detail: 'the sidecar is stopping' });
  });

  it('rests where nobody asks, and comes back', async () => {
    const resting = createSourceAsking(log, { ...small, idle: 1 });
    const question = () => askingOf('alertmanager', [openAlert({ labels })]);
    for (let asked = 0; asked < 3; asked++) {
      expect(await resting.ask(callerOf(genuine).caller, question())).toMatchObject({ ok: true });
    }
    await resting.close();
  });
});
