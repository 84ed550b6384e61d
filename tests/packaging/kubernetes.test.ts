/** The Kubernetes files: rendered by kubectl, checked against Kubernetes' schemas, and the same from the Helm chart. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { inRoot } from '../../scripts/lib/paths.mjs';

interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: object };
  spec?: object;
  data?: object;
}

interface Probe {
  httpGet: { path: string };
}

interface DeploymentSpec {
  replicas: number;
  strategy: { type: string };
  template: {
    metadata: { labels: Record<string, string>; annotations?: object };
    spec: {
      automountServiceAccountToken: boolean;
      securityContext: object;
      containers: Array<{
        image: string;
        imagePullPolicy?: string;
        env: Array<{ name: string; valueFrom?: { secretKeyRef?: { key: string; optional?: boolean } } }>;
        securityContext: object;
        startupProbe: Probe;
        readinessProbe: Probe;
        livenessProbe: Probe;
      }>;
      volumes: Array<{ name: string; configMap?: { name: string } }>;
    };
  };
}

const CHART = inRoot('packaging/kubernetes/chart');
const OVERLAYS = ['sqlite', 'postgres'] as const;
const documents = (text: string) => parseAllDocuments(text).map((one) => one.toJS() as KubernetesObject | null);

function render(command: string, args: readonly string[]): KubernetesObject[] {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return documents(stdout).filter((one) => one !== null);
}

const kustomize = (overlay: string) =>
  render('kubectl', ['kustomize', inRoot(`packaging/kubernetes/overlays/${overlay}`)]);

/** The class of `kubernetes-models` (Kubernetes 1.27) for an object; its package is chosen by the object's group. */
async function problemOf(object: KubernetesObject): Promise<string | null> {
  const [group = '', version] = object.apiVersion.includes('/')
    ? object.apiVersion.split('/')
    : ['', object.apiVersion];
  const name = group.endsWith('coreos.com') ? '@kubernetes-models/prometheus-operator' : 'kubernetes-models';
  const module = [name, ...(group === '' ? [] : [group]), version, object.kind].join('/');
  const models = (await import(module)) as Record<string, new (data: object) => { validate(): void }>;
  const Model = models[object.kind];
  if (Model === undefined) throw new Error(`${module} has no ${object.kind}`);
  try {
    new Model(object).validate();
    return null;
  } catch (error) {
    return `${object.kind} ${object.metadata.name}: ${(error as Error).message}`;
  }
}

function deploymentOf(objects: readonly KubernetesObject[]): DeploymentSpec {
  return objects.find(({ kind }) => kind === 'Deployment')?.spec as DeploymentSpec;
}

/** Of start, readiness and liveness. */
function probesOf({ spec: { containers } }: DeploymentSpec['template']): string[] {
  return containers.flatMap(({ startupProbe, readinessProbe, livenessProbe }) =>
    [startupProbe, readinessProbe, livenessProbe].map(({ httpGet }) => httpGet.path),
  );
}

describe.each(OVERLAYS)('overlay %s', (overlay) => {
  beforeEach((context) => {
    if (!existsSync('/usr/bin/kubectl')) context.skip('needs kubectl; sudo apt-get install -y kubernetes-client');
  });

  it('every object is valid', async () => {
    const objects = kustomize(overlay);
    expect(objects.length).toBeGreaterThan(5);
    const problems = await Promise.all(objects.map(problemOf));
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });

  it('the check refuses what is wrong', async () => {
    const [deployment] = kustomize(overlay).filter(({ kind }) => kind === 'Deployment');
    const broken = { ...deployment, spec: { ...deployment?.spec, replicas: 'two' } } as KubernetesObject;
    expect(await problemOf(broken)).toContain('replicas');
  });

  it('runs without rights, on a root that can only be read', () => {
    const { spec } = deploymentOf(kustomize(overlay)).template;
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(spec.containers.map((one) => one.securityContext)).toEqual([
      { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    ]);
  });
});

describe.each(OVERLAYS)('overlay %s', (overlay) => {
  it('has no pod without its keys', (context) => {
    if (!existsSync('/usr/bin/kubectl')) context.skip('needs kubectl; sudo apt-get install -y kubernetes-client');
    const [container] = deploymentOf(kustomize(overlay)).template.spec.containers;
    const required = container?.env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []) ?? [];
    expect(required.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['VIGIE_API_TOKEN', 'VIGIE_PLUGIN_TOKEN', 'VIGIE_SECRET_KEY']),
    );
    expect(required.filter(({ optional }) => optional === true)).toEqual([]);
  });
});

describe('the two overlays', () => {
  beforeEach((context) => {
    if (!existsSync('/usr/bin/kubectl')) context.skip('needs kubectl; sudo apt-get install -y kubernetes-client');
  });

  it('on SQLite one sidecar is replaced by stopping it first, and a stuck engine restarts it', () => {
    const objects = kustomize('sqlite');
    const { replicas, strategy, template } = deploymentOf(objects);
    expect([replicas, strategy.type]).toEqual([1, 'Recreate']);
    expect(probesOf(template), 'none depends on whether the store takes writes').toEqual([
      '/livez',
      '/livez',
      '/livez',
    ]);
    expect(template.spec.volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'vigie' } });
    expect(objects.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['PersistentVolumeClaim', 'NetworkPolicy']));
  });

  it('on PostgreSQL there are two, with a disruption budget, a network policy and a ServiceMonitor', () => {
    const objects = kustomize('postgres');
    const { replicas, strategy, template } = deploymentOf(objects);
    expect([replicas, strategy.type]).toEqual([2, 'RollingUpdate']);
    expect(probesOf(template)).toEqual(['/readyz', '/readyz', '/healthz']);
    expect(objects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['PodDisruptionBudget', 'NetworkPolicy', 'ServiceMonitor']),
    );
    const ours = template.metadata.labels;
    for (const { kind, spec } of objects) {
      const { selector, podSelector } = (spec ?? {}) as Record<string, { matchLabels?: object } | undefined>;
      if (kind !== 'Service') expect(ours).toMatchObject((selector ?? podSelector)?.matchLabels ?? {});
    }
  });
});

describe('the Helm chart', () => {
  const values = parse(readFileSync(path.join(CHART, 'values.yaml'), 'utf8')) as object;
  const folder = path.join(CHART, 'templates');
  const templates = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const);

  it.each(templates)('%s names only values that exist, and closes what it opens', (_name, text) => {
    const paths = [...text.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, found = '']) => found.slice(1).split('.'));
    const unknown = paths.filter((steps) => at(values, steps) === undefined);
    expect(unknown).toEqual([]);
    const opened = [...text.matchAll(/\{\{-?\s*(?:if|range|with|define)\b/g)].length;
    expect([...text.matchAll(/\{\{-?\s*end\b/g)]).toHaveLength(opened);
  });

  it('keeps services out of the environment, as the overlays do', () => {
    const [, deployment = ''] = templates.find(([name]) => name === 'deployment.yaml') ?? [];
    expect(deployment).toContain('\n      enableServiceLinks: false\n');
  });

  it('on SQLite no probe depends on whether the store takes writes; on PostgreSQL only liveness does not', () => {
    const [, deployment = ''] = templates.find(([name]) => name === 'deployment.yaml') ?? [];
    const paths = ['startup', 'readiness', 'liveness'].map((probe) => {
      const [, text = ''] = new RegExp(`${probe}Probe:([^]*?)port:`).exec(deployment) ?? [];
      expect(text).toMatch(/if eq \.Values\.database "sqlite"[^]*path:[^]*\{\{- else \}\}[^]*path:[^]*\{\{- end \}\}/);
      return [...text.matchAll(/path: (\S+)/g)].map(([, found]) => found);
    });
    expect(paths).toEqual([
      ['/livez', '/readyz'],
      ['/livez', '/readyz'],
      ['/livez', '/healthz'],
    ]);
  });

  it('its schema knows exactly its values', () => {
    const schema = JSON.parse(readFileSync(path.join(CHART, 'values.schema.json'), 'utf8')) as Schema;
    expect(differences(values, schema, '')).toEqual([]);
  });

  it.for([
    ['sqlite', []],
    ['postgres', ['--set', 'networkPolicy.enabled=true,serviceMonitor.enabled=true']],
  ] as const)('has the objects of overlay %s', ([overlay, options], context) => {
    if (spawnSync('helm', ['version']).error) context.skip('needs helm, which Debian does not package');
    const ofChart = render('helm', ['template', 'vigie', CHART, '--set', `database=${overlay}`, ...options]);
    const comparable = (objects: readonly KubernetesObject[]) =>
      Object.fromEntries(objects.map((one) => [`${one.kind} ${plainName(one.metadata.name)}`, withoutNames(one)]));
    const { 'ConfigMap vigie-settings': _settings, ...chart } = comparable(ofChart);
    expect(chart).toEqual(comparable(kustomize(overlay)));
  });
});

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | object;
}

/** Only what chart and overlay may differ in is left out: names with a hash, the image, notes for Helm. */
function withoutNames({ spec, data }: KubernetesObject): object {
  const copy = structuredClone({ spec, data: data && {} }) as { spec?: Partial<DeploymentSpec> };
  for (const container of copy.spec?.template?.spec.containers ?? []) {
    container.image = '';
    delete container.imagePullPolicy;
    container.env.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  // The order of volumes has no meaning, and Kustomize puts patched ones first.
  copy.spec?.template?.spec.volumes.sort((a, b) => (a.name < b.name ? -1 : 1));
  copy.spec?.template?.spec.volumes.forEach((volume) => {
    if (volume.configMap) volume.configMap.name = plainName(volume.configMap.name);
  });
  delete copy.spec?.template?.metadata.annotations;
  return copy;
}

const plainName = (name: string) => name.replace(/^(vigie-provisioning)-.*/, '$1');

function at(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((found, step) => (found as Record<string, unknown> | undefined)?.[step], value);
}

function differences(value: object, schema: Schema, where: string): string[] {
  const known = Object.keys(schema.properties ?? {});
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  const unused = known.filter((key) => !(key in value) && key !== 'global');
  const deeper = Object.entries(value).flatMap(([key, inner]) => {
    const next = schema.properties?.[key];
    return next?.properties && inner ? differences(inner as object, next, `${where}${key}.`) : [];
  });
  return [...unknown, ...unused].map((key) => where + key).concat(deeper);
}
