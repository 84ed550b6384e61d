/** The example of business indicators fits Grafana's formats for provisioning, and its parts fit together. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const FOLDER = 'provisioning/examples/business-indicators';
const read = (file: string) => readFileSync(path.join(root, FOLDER, file), 'utf8');

const uid = z.string().regex(/^[\w-]{1,40}$/);
const duration = z.string().regex(/^\d+[smhd]$/);
const evaluator = z.strictObject({ type: z.enum(['gt', 'lt']), params: z.tuple([z.number()]) });

// https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/
const query = z.strictObject({
  refId: z.string(),
  datasourceUid: z.string(),
  relativeTimeRange: z.strictObject({ from: z.number().positive(), to: z.number() }).optional(),
  model: z.looseObject({ refId: z.string() }),
});
const threshold = z.strictObject({
  refId: z.string(),
  type: z.literal('threshold'),
  expression: z.string(),
  conditions: z.tuple([z.strictObject({ evaluator, unloadEvaluator: evaluator })]),
});
const rule = z.strictObject({
  uid: uid.startsWith('vigie-biz-'),
  title: z.string().min(1).max(190),
  condition: z.string(),
  for: duration,
  noDataState: z.enum(['NoData', 'Alerting', 'OK', 'KeepLast']),
  execErrState: z.enum(['Error', 'Alerting', 'OK', 'KeepLast']),
  isPaused: z.literal(false),
  dashboardUid: uid,
  panelId: z.number().int(),
  labels: z.record(z.string().regex(/^[a-zA-Z_]\w*$/), z.string()),
  annotations: z.strictObject({ summary: z.string(), description: z.string(), runbook_url: z.url() }),
  notification_settings: z.strictObject({
    receiver: z.string(),
    group_wait: duration,
    group_interval: duration,
    repeat_interval: duration,
  }),
  data: z.array(query),
});
const alerting = z.strictObject({
  apiVersion: z.literal(1),
  contactPoints: z.array(
    z.strictObject({
      orgId: z.number(),
      name: z.string(),
      receivers: z.array(
        z.strictObject({
          uid,
          type: z.literal('webhook'),
          disableResolveMessage: z.literal(false),
          settings: z.looseObject({ url: z.string() }),
        }),
      ),
    }),
  ),
  groups: z.array(
    z.strictObject({
      orgId: z.number(),
      name: z.string(),
      folder: z.string(),
      interval: duration,
      rules: z.array(rule),
    }),
  ),
});
// https://grafana.com/docs/grafana/latest/administration/provisioning/
const datasources = z.strictObject({
  apiVersion: z.literal(1).optional(),
  datasources: z.array(
    z.strictObject({
      name: z.string(),
      uid,
      type: z.string(),
      orgId: z.number(),
      access: z.enum(['proxy', 'direct']).optional(),
      url: z.string().optional(),
      user: z.string().optional(),
      jsonData: z.looseObject({}).optional(),
      secureJsonData: z.looseObject({}).optional(),
      editable: z.boolean(),
    }),
  ),
});
const providers = z.strictObject({
  apiVersion: z.literal(1),
  providers: z.array(
    z.strictObject({
      name: z.string(),
      orgId: z.number(),
      // Without a uid, which the rules' file cannot state: Grafana would make two folders of one name.
      folder: z.literal('Business'),
      type: z.literal('file'),
      allowUiUpdates: z.boolean(),
      options: z.strictObject({ path: z.string() }),
    }),
  ),
});
interface Panel {
  id: number;
  datasource?: { uid: string };
  gridPos: { x: number; y: number; w: number; h: number };
}

const alerts = alerting.parse(parse(read('alerting/vigie-business.yaml')));
const sources = datasources.parse(parse(read('datasources/vigie-business.yaml')));
const dashboard = JSON.parse(read('dashboards/vigie-business.json')) as {
  uid: string;
  schemaVersion: number;
  panels: Panel[];
};
const rules = alerts.groups.flatMap((group) => group.rules);

/** Blocks of comments that a person is told to put in place of what stands above them. */
function uncommented(file: string): string[] {
  const blocks: string[][] = [];
  let isInside = false;
  for (const line of read(file).split('\n')) {
    const starts = /^ *#(datasources:|- refId:)/.test(line);
    if (starts) blocks.push([]);
    isInside = starts || (isInside && /^ *# +[^ A-Z]/.test(line));
    if (isInside) blocks.at(-1)?.push(line.replace('#', ''));
  }
  return blocks.map((lines) => lines.join('\n'));
}

describe('what Grafana reads', () => {
  it('has a provider for the dashboard, in a folder that no other provider reads', () => {
    const [provider] = providers.parse(parse(read('dashboards/vigie-business.yaml'))).providers;
    expect(provider?.options.path).not.toMatch(/^\/etc\/grafana\/provisioning\/dashboards/);
    expect(dashboard.uid).toBe('vigie-business');
  });

  it('has a dashboard without holes or overlaps, on the data source of the example', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const used = dashboard.panels.flatMap(({ datasource }) => datasource?.uid ?? []);
    expect([...new Set(used)]).toEqual(sources.datasources.map((one) => one.uid));
  });

  it.each(rules.map((one) => [one.uid, one] as const))(
    'has the rule %s, which evaluates, recovers and leads somewhere',
    (_, one) => {
      const byRef = new Map(one.data.map((part) => [part.refId, part]));
      expect([...byRef.values()].map(({ refId, model }) => [refId, model.refId])).toEqual(
        [...byRef.keys()].map((refId) => [refId, refId]),
      );
      const condition = threshold.parse(byRef.get(one.condition)?.model);
      const reduced = byRef.get(condition.expression)?.model as { type?: string; expression?: string } | undefined;
      expect(reduced).toMatchObject({ type: 'reduce' });
      expect(byRef.get(reduced?.expression ?? '')?.datasourceUid).toBe('vigie-business');
      // The end lies on the good side of the beginning.
      const [{ evaluator: on, unloadEvaluator: off }] = condition.conditions;
      expect(off.type).not.toBe(on.type);
      if (on.type === 'gt') expect(off.params[0]).toBeLessThan(on.params[0]);
      else expect(off.params[0]).toBeGreaterThan(on.params[0]);
      expect(alerts.contactPoints.map(({ name }) => name)).toContain(one.notification_settings.receiver);
      expect([one.dashboardUid, dashboard.panels.some(({ id }) => id === one.panelId)]).toEqual([dashboard.uid, true]);
    },
  );

  it('has a warning and a critical rule for each figure, and tells missing data once', () => {
    const of = (severity: string) => rules.filter((one) => one.labels['severity'] === severity);
    const figures = (some: typeof rules) => some.map((one) => one.labels['indicator']).sort();
    expect(figures(of('warning'))).toEqual(figures(of('critical')));
    expect(rules).toHaveLength(of('warning').length * 2);
    expect(of('critical').map((one) => [one.noDataState, one.execErrState])).toEqual(
      of('critical').map(() => ['NoData', 'Error']),
    );
    expect(of('warning').map((one) => [one.noDataState, one.execErrState])).toEqual(
      of('warning').map(() => ['KeepLast', 'KeepLast']),
    );
  });

  it('has no $ but for variables of the environment, which Grafana would put in its place', () => {
    const named = ['alerting', 'datasources', 'dashboards'].flatMap(
      (folder) => read(`${folder}/vigie-business.yaml`).match(/\$\S*/g) ?? [],
    );
    expect([...new Set(named)].sort()).toEqual([
      '$SHOP_DB_PASSWORD',
      '$VIGIE_INGEST_BUSINESS',
      '$VIGIE_SIDECAR_URL/in',
    ]);
  });

  it('has alternatives for Prometheus and SQL that are as well formed', () => {
    const stated = uncommented('datasources/vigie-business.yaml').map(
      (block) => datasources.parse(parse(block)).datasources[0],
    );
    expect(stated.map((one) => [one?.type, one?.uid])).toEqual([
      ['prometheus', 'vigie-business'],
      ['grafana-postgresql-datasource', 'vigie-business'],
    ]);
    const queries = uncommented('alerting/vigie-business.yaml').map((block) => z.array(query).parse(parse(block))[0]);
    expect(queries).toHaveLength(rules.length * 2);
    expect(
      queries.filter((one) => typeof one?.model['expr'] !== 'string' && typeof one?.model['rawSql'] !== 'string'),
    ).toEqual([]);
  });
});

it('the composition mounts files that exist, and passes on the token', () => {
  const { services } = parse(read('compose.yaml')) as {
    services: Record<string, { environment: object; volumes: string[] }>;
  };
  for (const { environment, volumes } of Object.values(services)) {
    expect(Object.keys(environment)).toEqual(['VIGIE_INGEST_BUSINESS']);
    for (const volume of volumes) expect(() => readFileSync(path.join(root, volume.split(':')[0] ?? ''))).not.toThrow();
  }
});
