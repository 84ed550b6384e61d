/**
 * Working time is nobody's business but that of the person, their managers and HR: whatever somebody's `onCall`,
 * schedule or rest is, no answer, event or metric that others get differs by it, but for who is paged.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { startGrafana } from '../support/grafana.ts';
import type { Grafana } from '../support/grafana.ts';
import { startSidecar, way } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { openDoors, provisioningAtNight as cast } from '../rights/cast.ts';
import type { Door } from '../rights/cast.ts';
import { EXPECTED } from '../rights/expected.ts';
import type { CallerName } from '../rights/expected.ts';

/** Neither managers nor HR of Ann's unit, nor Ann. */
const OTHERS: readonly CallerName[] = ['viewer', 'otherEditor', 'admin', 'adminToken'];

const [WORKING, RESTING] = [
  { rate: '2.20', profile: 'onCall: yes, schedule: [ { days: [workday], from: "09:00", to: "17:00" } ]' },
  { rate: '9.90', profile: 'onCall: no, schedule: [ { days: [workday], from: "03:00", to: "11:00" } ]' },
];

/** Routes whose answers name the time of asking, or what differs between any two sidecars. */
const APART = new Set(['GET /events', 'GET /audit', 'GET /rotas/:id/ical', 'GET /users/:login/ical']);

/** Ids, tokens and addresses differ between any two sidecars. */
const plain = (text: string) =>
  text
    .replace(/[0-9A-HJKMNP-TV-Z]{26}/g, 'ID')
    .replace(/127\.0\.0\.1:\d+/g, 'HERE')
    .replace(/"bytes":\d+/g, '"bytes":0')
    .replace(/"[A-Za-z0-9_-]{43}"/g, '"SECRET"');

/** Metrics that differ between any two sidecars: what the process uses, and how long things took. */
const BY_CHANCE =
  /^(process_|nodejs_|vigie_store_bytes|vigie_timer_lateness_seconds|vigie_delivery_seconds|vigie_ical_age_seconds)/;

/** Counts messages by kind and outcome: that of a rest is one of them, to nobody by name. */
const OF_MESSAGES = 'vigie_deliveries_total';

/** The samples by metric. */
function samplesOf(text: string): Map<string, string> {
  const samples = new Map<string, string>();
  for (const line of text.split('\n').filter((one) => /^[a-z]/.test(one))) {
    const [name = ''] = line.split(/[ {]/);
    if (!BY_CHANCE.test(name)) {
      samples.set(name, `${samples.get(name) ?? ''}${plain(line)}\n`);
    }
  }
  return samples;
}

/** Events as somebody hears them, each once, since how many come together depends on time. */
async function listen(sidecar: Sidecar, door: Door): Promise<{ end(): string }> {
  const { path, headers, token } = way('events', door);
  const stop = new AbortController();
  const answer = await fetch(`${sidecar.url}${path}`, {
    headers: { ...headers, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
    signal: stop.signal,
  });
  let heard = '';
  const read = async () => {
    for await (const chunk of answer.body ?? []) heard += new TextDecoder().decode(chunk);
  };
  const reading = read().catch(() => undefined);
  return {
    end() {
      stop.abort();
      void reading;
      const lines = heard.split('\n').filter((line) => /^(event|data):/.test(line));
      return [...new Set(lines)].sort().join('\n');
    },
  };
}

onEachDatabase('Working time', (database) => {
  let grafana: Grafana;
  const sidecars: Sidecar[] = [];
  let answers: Array<Map<string, string>> = [];
  let metrics: Array<Map<string, string>> = [];
  let events: string[] = [];

  /** Ann answers at night, and it is the morning after. */
  async function tell({ rate, profile }: typeof WORKING): Promise<void> {
    const pay = `pay: [ { from: 2026-01-01, hours: [ { code: AST-N, text: nuit, rate: ${rate} } ] } ]`;
    const provisioning = cast
      .replace('pack: fr-default@1 } ]', `pack: fr-default@1 } ], ${pay}`)
      .replace('schedule: [ { days: [workday], from: "09:00", to: "17:00" } ]', profile)
      .replace('participants: [[cleo]]', 'participants: [[ann]]');
    const sidecar = await startSidecar({
      provisioning,
      env: { VIGIE_GRAFANA_URL: grafana.url },
      databaseUrl: await database.fresh(),
    });
    sidecars.push(sidecar);
    const doors = await openDoors(sidecar, grafana);
    const stream = await listen(sidecar, doors.get('viewer') as Door);
    await sidecar.setClock('2026-01-07T02:00:00Z');
    const { body } = await sidecar.ingest<{ incidents: string[] }>('ingest-token-of-sre-123456', {
      title: 'Disk full',
      id: 'disk',
    });
    const [incident = ''] = body.incidents;
    // The page is tried before somebody answers it, in both worlds.
    await sidecar.advance('0s');
    const ann = doors.get('member') as Door;
    const act = (command: string) => sidecar.api('POST', `incidents/${incident}/${command}`, {}, ann);
    expect((await act('acknowledge')).status).toBe(200);
    await sidecar.setClock('2026-01-07T02:05:00Z');
    expect((await act('resolve')).status).toBe(200);
    await sidecar.setClock('2026-01-07T09:30:00Z');
    const told = new Map<string, string>();
    const ask = async (name: CallerName, route: string, path: string) => {
      const door = doors.get(name) as Door;
      const { path: address, headers, token } = way(path.replace(':incident', incident), door);
      const answer = await fetch(`${sidecar.url}${address}`, {
        headers: { ...headers, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
      });
      told.set(`${name} ${route}`, plain(`${answer.status} ${await answer.text()}`));
    };
    for (const { route, path } of EXPECTED.filter((one) => one.route.startsWith('GET ') && !APART.has(one.route))) {
      // One after the other, since an export is an entry in the audit log, which the next export shows.
      for (const name of OTHERS) await ask(name, route, path);
    }
    answers = [...answers, told];
    events = [...events, plain(stream.end())];
    const text = await (await fetch(`${sidecar.url}/metrics`)).text();
    metrics = [...metrics, samplesOf(text)];
  }

  beforeAll(async () => {
    grafana = await startGrafana();
    await tell(WORKING);
    await tell(RESTING);
  }, 180_000);
  afterAll(async () => {
    await Promise.all(sidecars.map((one) => one.remove()));
    await grafana?.stop();
  });

  it('moves a start in one of the two worlds', async () => {
    const rests = await Promise.all(
      sidecars.map(async (sidecar) => {
        const headers = await grafana.headers({ uid: 'u-hana', login: 'hana', role: 'Viewer' });
        return (await sidecar.api<{ items: object[] }>('GET', 'labour/rests', undefined, { headers })).body.items;
      }),
    );
    expect(rests.map((items) => items.length)).toEqual([1, 0]);
  });

  it('is in no answer that others get', () => {
    const [one, other] = answers as [Map<string, string>, Map<string, string>];
    expect(one.size).toBeGreaterThan(200);
    const differing = [...one].filter(([key, text]) => other.get(key) !== text).map(([key]) => key);
    expect(differing).toEqual([]);
    const said = [...one, ...other].filter(([, text]) => /004211|AST-N|"schedule"|"restDaily"|fr-default/.test(text));
    expect(said.map(([key]) => key)).toEqual([]);
  });

  it('is in no event', () => {
    expect(events[0]).toContain('incident');
    expect(events[0]).toBe(events[1]);
  });

  it('is in no metric', () => {
    const [one, other] = metrics as [Map<string, string>, Map<string, string>];
    expect(one.size).toBeGreaterThan(10);
    const names = [...new Set([...one.keys(), ...other.keys()])];
    expect(names.filter((name) => one.get(name) !== other.get(name))).toEqual([OF_MESSAGES]);
    expect([...one.values()].join('')).not.toMatch(/unit=|hana/);
    expect(one.get(OF_MESSAGES)).not.toMatch(/user=|"(ann|mona|ops)"/);
  });
});
