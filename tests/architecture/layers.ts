/**
 * Who may import whom (design: data moves one way, loops close through rows). Change this table only
 * together with an ADR in docs/adr.
 */
export interface Layer {
  name: string;
  /** Files of this layer, as paths from the root. The first layer that matches has the file. */
  files: RegExp;
  /** Names of the layers it may import, besides itself. */
  mayImport: readonly string[];
  /** The only packages it may import; without this any but those in `ownedPackages`. */
  packages?: readonly string[];
  /** May it import Node's own modules? */
  node: boolean;
  /** Folders of this layer are strangers to each other, but for `shared`; the matched part is the folder's name. */
  apart?: RegExp;
  /** A folder that may import another of the same layer, whose kind it is of. */
  kin?: Readonly<Record<string, string>>;
  /** What to do about an import that is not allowed. */
  advice: string;
}

const pureBase = ['domain', 'contract', 'ports'];

const throughRows =
  "stages talk through rows: write the next stage's rows with a function of store/ instead of calling it";

/** Stages whose rows are leased (ADR 0010-leased-work). */
const LEASED = ['outbox', 'sync', 'calendar'];

const STAGES = ['intake', 'routing', 'incident', 'escalation', 'outbox', 'response', 'sync', 'duty', 'calendar'];

const stages: Layer[] = [...STAGES.map((name) => [name, `stages/${name}`]), ['labour', 'labour']].map(
  ([name = '', place]) => ({
    name,
    files: new RegExp(`^backend-shim/${place}/`),
    mayImport: [...pureBase, 'store', ...(LEASED.includes(name) ? ['leases'] : [])],
    node: true,
    advice: throughRows,
  }),
);

export const layers: readonly Layer[] = [
  {
    name: 'domain',
    files: /^src\/domain\//,
    mayImport: [],
    packages: ['re2js', '@noble/hashes', 'date-fns', '@date-fns/utc'],
    node: false,
    advice: 'the domain is pure and runs in the browser too: take what you need as an argument',
  },
  {
    name: 'contract',
    files: /^src\/contract\//,
    mayImport: ['domain', 'module-fields'],
    packages: ['zod'],
    node: false,
    advice: 'schemas depend on the domain and on zod alone',
  },
  {
    name: 'module-fields',
    files: /^src\/modules\/fields\.ts$/,
    mayImport: ['contract'],
    node: false,
    advice: 'it lists the fields that modules add to objects of the core',
  },
  {
    name: 'api',
    files: /^src\/api\//,
    mayImport: ['domain', 'contract'],
    node: false,
    advice: 'the browser reaches the sidecar through the API only',
  },
  {
    name: 'components',
    files: /^src\/components\//,
    mayImport: ['domain', 'contract', 'api', 'plugin'],
    node: false,
    advice: 'components are what pages share: they know no page and no sidecar',
  },
  {
    name: 'pages',
    files: /^src\/pages\//,
    mayImport: ['domain', 'contract', 'api', 'components', 'plugin'],
    node: false,
    apart: /^src\/pages\/([^/]+)\//,
    advice: 'pages do not import each other: move what they share to src/components',
  },
  {
    name: 'nested',
    files: /^src\/(?:panel|datasource)\//,
    mayImport: ['domain', 'contract', 'api', 'components', 'plugin'],
    node: false,
    apart: /^src\/(panel|datasource)\//,
    advice: 'the panel and the data source share with the pages what is in src/components (ADR 0020-nested-plugins)',
  },
  {
    name: 'plugin',
    files: /^src\/(?:(?:slots\/|modules\/(?=index\.))?[^/]+|locales\/.+)$/,
    mayImport: ['domain', 'contract', 'api', 'components', 'pages'],
    node: false,
    advice: "the plugin's entry knows pages, never the sidecar",
  },

  {
    name: 'ports',
    files: /^backend-shim\/ports\//,
    mayImport: ['domain', 'contract'],
    packages: [],
    node: false,
    advice: 'a port is a type: what implements it lives in adapters/, channels/ or sources/',
  },
  {
    name: 'channels',
    files: /^backend-shim\/channels\//,
    mayImport: pureBase,
    node: true,
    apart: /^backend-shim\/channels\/([^/]+)\//,
    advice: 'a channel knows the ports and the domain; what channels share lies in channels/shared/',
  },
  {
    name: 'sources',
    files: /^backend-shim\/sources\//,
    mayImport: pureBase,
    node: true,
    apart: /^backend-shim\/sources\/([^/]+)\//,
    advice:
      'a source knows the ports and the domain; what sources share lies directly in sources/ or in sources/shared/',
  },
  {
    name: 'store',
    files: /^backend-shim\/store\//,
    mayImport: pureBase,
    node: true,
    advice: 'the store holds rows, not rules',
  },
  {
    name: 'leases',
    files: /^backend-shim\/leases\//,
    mayImport: ['domain', 'ports', 'store'],
    node: true,
    advice:
      'the engine of leased work knows rows and time; what is attempted is handed to it by pipeline/ (ADR 0010-leased-work)',
  },
  ...stages,
  {
    name: 'engine',
    files: /^backend-shim\/engine\//,
    mayImport: [...pureBase, 'store'],
    node: true,
    advice: "the engine is handed the stages' functions by wire/",
  },
  {
    name: 'pipeline',
    files: /^backend-shim\/pipeline\//,
    mayImport: [
      ...pureBase,
      'store',
      'engine',
      'leases',
      'intake',
      'routing',
      'incident',
      'escalation',
      'outbox',
      'sync',
      'duty',
      'calendar',
      'labour',
    ],
    node: true,
    advice: 'the pipeline puts stages in order and knows nothing else (ADR 0004-pipeline-orders-stages)',
  },
  {
    name: 'replay',
    files: /^backend-shim\/replay\//,
    mayImport: [
      ...pureBase,
      'store',
      'configuration',
      'pipeline',
      'intake',
      'routing',
      'incident',
      'escalation',
      'outbox',
    ],
    node: true,
    advice:
      'a replay calls what the stages decide with, over memory, and writes no row (ADR 0024-replays-run-the-pager)',
  },
  {
    name: 'insight',
    files: /^backend-shim\/insight\//,
    mayImport: [...pureBase, 'store'],
    node: true,
    advice:
      'figures are computed from rows, and of rows only days that are over are kept (ADR 0026-past-days-are-kept-for-figures)',
  },
  {
    name: 'heavy',
    files: /^backend-shim\/heavy\//,
    mayImport: [...pureBase, 'store'],
    node: true,
    advice:
      'what may take long is computed from what it is handed, in this thread or in another (ADR 0028-heavy-requests-run-beside-paging)',
  },
  {
    name: 'configuration',
    files: /^backend-shim\/configuration\//,
    mayImport: [...pureBase, 'store'],
    node: true,
    advice: 'the configuration keeps what people configured; it pages nobody',
  },
  {
    name: 'actions',
    files: /^backend-shim\/actions\//,
    mayImport: [...pureBase, 'store', 'rights', 'configuration', 'identity', ...stages.map(({ name }) => name)],
    node: true,
    advice: 'an action is called by every surface alike and knows none of them (ADR 0009-actions-and-rights)',
  },
  {
    name: 'channel-health',
    files: /^backend-shim\/channel-health\//,
    mayImport: pureBase,
    node: true,
    advice: 'what looks after channels is handed the store and the engine by wire/ (ADR 0009-actions-and-rights)',
  },
  {
    name: 'identity',
    files: /^backend-shim\/identity\//,
    mayImport: [...pureBase, 'store'],
    node: true,
    advice: 'identity says who is asking; what they may do is for rights/',
  },
  {
    name: 'rights',
    files: /^backend-shim\/rights\//,
    mayImport: [...pureBase, 'store'],
    node: true,
    advice:
      'rights say who may do what, on every surface alike; they do nothing themselves (ADR 0009-actions-and-rights)',
  },
  {
    name: 'http',
    files: /^backend-shim\/http\//,
    mayImport: [...pureBase, 'store', 'rights', 'actions'],
    node: true,
    advice: 'a route hands the body to an action of actions/ and answers with its result (ADR 0009-actions-and-rights)',
  },
  {
    name: 'listeners',
    files: /^backend-shim\/listeners\//,
    mayImport: pureBase,
    node: true,
    apart: /^backend-shim\/listeners\/([^/]+)\//,
    advice: 'a listener is handed the way in (ports/listening.ts) by wire/ (ADR 0006-listeners)',
  },
  {
    name: 'provisioning',
    files: /^backend-shim\/provisioning\//,
    mayImport: [...pureBase, 'store'],
    node: true,
    advice: 'provisioning reads files and hands what they state to the store',
  },
  {
    name: 'importing',
    files: /^backend-shim\/client\//,
    mayImport: ['domain', 'contract'],
    packages: ['zod', 'yaml'],
    node: true,
    apart: /^backend-shim\/modules\/importing\/client\/pagers\/([^/]+)\//,
    // Opsgenie's successor, with its rules under other names (ADR 0019-importing-is-a-client).
    kin: { jsm: 'opsgenie' },
    advice:
      'an import is a client of two APIs: it reads a pager, writes files or calls the API of Vigie, and knows no row (ADR 0019-importing-is-a-client); what pagers share lies in pagers/shared/',
  },
  {
    name: 'import-runs',
    files: /^backend-shim\/runs\//,
    mayImport: [...pureBase, 'store', 'importing'],
    node: true,
    advice:
      'it runs the steps of importing/ on rows of the store; the API and the way to the pager are handed in by wire/ (ADR 0021-imports-run-in-the-sidecar)',
  },
  {
    name: 'adapters',
    files: /^backend-shim\/adapters\//,
    mayImport: ['ports', 'domain', 'store'],
    node: true,
    advice: 'an adapter implements a port and knows nothing else',
  },
  {
    name: 'config',
    files: /^backend-shim\/config\//,
    mayImport: ['domain', 'contract', 'ports'],
    node: true,
    advice: 'config/ reads the environment, nothing else',
  },
  {
    name: 'wire',
    files:
      /^backend-shim\/((?:wire\/(?:(?:mail|asking|replays|search)\/)?|commands\/|starting\/|modules\/(?=index\.)))?[^/]+\.ts$/,
    mayImport: ['*'],
    node: true,
    advice: '',
  },
];

/** Packages that belong to one place, so that they can be replaced there. */
export const ownedPackages: ReadonlyArray<{ name: RegExp; owners: readonly string[]; advice: string }> = [
  { name: /^(kysely|better-sqlite3|pg)$/, owners: ['store'], advice: 'SQL lives in backend-shim/store' },
  { name: /^(fastify|fastify-.*|@fastify\/.*)$/, owners: ['http'], advice: 'HTTP is known to backend-shim/http only' },
  {
    name: /^(smtp-server|net-snmp)$/,
    owners: ['listeners'],
    advice: 'mail and traps come in through backend-shim/listeners',
  },
  {
    name: /^(pino|prom-client|undici|ulid)$/,
    owners: ['adapters'],
    advice: 'use the port of backend-shim/ports that the adapter implements',
  },
];

/** Packages that one file alone may import; the rest uses that file. */
export const singleDoors: ReadonlyMap<string, string> = new Map([
  ['re2js', 'src/domain/routing/regex/regex.ts'],
  ['@noble/hashes', 'src/domain/sha256.ts'],
  ['date-fns', 'src/domain/time/calendar.ts'],
  ['@date-fns/utc', 'src/domain/time/calendar.ts'],
]);

/** Layers whose files only wire/ (and main.ts, check.ts beside it, and tests) may import. */
export const builtOnlyByWire = ['adapters', 'config'];
