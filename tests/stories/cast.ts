/** Who plays in every story, and the configuration they play in unless a story says otherwise. */
import type { z } from 'zod';
import type { configFile } from '#contract/config';

type ConfigInput = z.input<typeof configFile>;
type Of<K extends keyof ConfigInput> = NonNullable<ConfigInput[K]> extends readonly (infer One)[] ? One : never;

export type UserInput = Of<'users'>;
type PolicyInput = Of<'escalationPolicies'>;
export type StepInput = PolicyInput['steps'][number];
type IntegrationInput = Of<'integrations'>;
type RotaInput = Of<'rotas'>;
export type Person = 'ann' | 'ben' | 'cleo' | 'dee';

/** What a story changes; everything else is as below. */
export interface World {
  ann?: Partial<UserInput>;
  ben?: Partial<UserInput>;
  cleo?: Partial<UserInput>;
  dee?: Partial<UserInput>;
  /** Of the policy that the integration uses. */
  steps?: StepInput[];
  policy?: Partial<PolicyInput>;
  rota?: Partial<RotaInput>;
  /** Of the one integration, of type webhook unless changed. */
  integration?: Partial<IntegrationInput>;
  /** Beside or, with the same id, instead of the usual objects. */
  more?: Partial<Omit<ConfigInput, 'apiVersion'>>;
  /** Day and time of the week (UTC) at which the story begins; usually `Monday 12:00`. */
  start?: string;
}

export interface Scene {
  /** Of the story within its file: names what must not be shared with other stories. */
  number: number;
  /** Epoch ms of the Monday, 00:00 UTC, of the story's week. */
  monday: number;
  /** Address of the webhook receiver for a path. */
  hook(path: string): string;
}

/** Path on which a person's or room's webhook listens, in a story. */
export const HOOK_SECRET = 'the secret that ann and vigie share';

/** Ann by a hook; the others by mail only, which needs no contact method. */
function people(scene: Scene, world: World): UserInput[] {
  const hook: Partial<UserInput> = {
    contactMethods: [
      { id: 'hook', type: 'webhook', to: scene.hook('/ann'), secret: HOOK_SECRET },
      { id: 'mail', type: 'email', to: 'ann@example.com' },
    ],
    notificationRules: { default: [{ method: 'hook' }], urgent: [{ method: 'hook' }] },
  };
  return [
    { login: 'ann', name: 'Ann Martin', email: 'ann@example.com', ...hook, ...world.ann },
    { login: 'ben', name: 'Ben Petit', email: 'ben@example.com', ...world.ben },
    { login: 'cleo', name: 'Cleo Roux', email: 'cleo@example.com', ...world.cleo },
    { login: 'dee', name: 'Dee Noir', email: 'dee@example.com', ...world.dee },
  ];
}

/** Ann this week, Ben the next. */
function rota(scene: Scene, world: World): RotaInput {
  const start = new Date(scene.monday).toISOString().slice(0, 16);
  return {
    id: 'sre',
    name: 'SRE primary',
    team: 'sre',
    timeZone: 'UTC',
    layers: [{ id: 'week', rotation: { every: 1, unit: 'week', start }, participants: [['ann'], ['ben']] }],
    ...world.rota,
  };
}

/** The rota, five minutes later Ben, ten minutes later the manager is told. */
export const USUAL_STEPS: StepInput[] = [
  { notify: [{ rota: 'sre' }], wait: '5m' },
  { notify: [{ user: 'ben' }], wait: '10m' },
];

export function policyId(scene: Scene): string {
  return `main-${scene.number}`;
}

export function integrationId(scene: Scene): string {
  return `scripts-${scene.number}`;
}

export function tokenOf(integration: string): string {
  return `token-of-${integration}-0123456789`;
}

export function configOf(scene: Scene, world: World): ConfigInput {
  const policy: PolicyInput = {
    id: policyId(scene),
    name: 'Main',
    team: 'sre',
    ackTimeout: 'none',
    steps: world.steps ?? USUAL_STEPS,
    ...world.policy,
  };
  const id = world.integration?.id ?? integrationId(scene);
  const integration: IntegrationInput = {
    id,
    name: 'Scripts',
    type: 'webhook',
    team: 'sre',
    token: tokenOf(id),
    policy: policy.id,
    ...world.integration,
  };
  const usual: ConfigInput = {
    apiVersion: 1,
    users: people(scene, world),
    teams: [{ id: 'sre', name: 'SRE', members: ['ann', 'ben', 'cleo'], managers: ['cleo'] }],
    channels: [
      {
        id: 'room',
        type: 'webhook',
        name: 'SRE room',
        settings: { url: scene.hook('/room') },
        secrets: { secret: HOOK_SECRET },
      },
    ],
    rotas: [rota(scene, world)],
    escalationPolicies: [policy],
    integrations: [integration],
  };
  const config: Record<string, unknown> = { ...usual };
  for (const [kind, objects] of Object.entries(world.more ?? {})) {
    config[kind] = together((config[kind] ?? []) as Named[], objects as Named[]);
  }
  return config as ConfigInput;
}

type Named = { id?: string; login?: string };

function together(usual: Named[], more: Named[]): Named[] {
  const nameOf = ({ id, login }: Named) => id ?? login;
  const names = more.map(nameOf);
  return [...usual.filter((one) => nameOf(one) === undefined || !names.includes(nameOf(one))), ...more];
}
