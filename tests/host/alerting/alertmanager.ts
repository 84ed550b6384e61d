/**
 * What the Alertmanager inside Grafana 12.4 knows, and its rules, shaped as in tests/captures/grafana-api. Nothing is
 * evaluated here: a test says what fires, when Grafana is started again, and when a rule is evaluated.
 */
import { createHash, randomUUID } from 'node:crypto';

export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

export interface Silence {
  id: string;
  matchers: Matcher[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
  updatedAt: string;
}

export interface Instance {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  state: 'Alerting' | 'Normal';
  activeAt: string;
  values: Record<string, number>;
  valueString: string;
}

export interface Rule {
  uid: string;
  name: string;
  group: string;
  folder: string;
  folderUid: string;
  query: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  instances: Instance[];
  isPaused: boolean;
  /** Of the last evaluation since Grafana was started; null: none yet. */
  evaluatedAt: string | null;
  /** Between two evaluations, in seconds. */
  interval: number;
}

/** What Grafana writes where there is no time. */
const NEVER = '0001-01-01T00:00:00Z';
/** An alert that is not sent again ends by itself after so many evaluations. */
const KEPT_FOR = 4;

export const matches = ({ name, value, isRegex, isEqual }: Matcher, labels: Record<string, string>): boolean =>
  (isRegex ? new RegExp(`^(?:${value})$`).test(labels[name] ?? '') : (labels[name] ?? '') === value) === isEqual;

const sorted = (labels: Record<string, string>) =>
  Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));

function totalsOf(values: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(values, (value) => value.toLowerCase())].map(([value, those]) => [value, those.length]),
  );
}

export class Alertmanager {
  rules: Rule[] = [];
  silences: Silence[] = [];
  readonly #root: () => string;
  readonly #receiver: () => string;

  constructor(root: () => string, receiver: () => string) {
    this.#root = root;
    this.#receiver = receiver;
  }

  /** Rules remember their state, the Alertmanager knows no alert until its rule is evaluated again. */
  restart(): void {
    this.rules.forEach((rule) => (rule.evaluatedAt = null));
  }

  evaluate(uid: string, at = new Date()): void {
    this.rules
      .filter((rule) => rule.uid === uid && !rule.isPaused)
      .forEach((rule) => (rule.evaluatedAt = at.toISOString()));
  }

  /** @returns the id, or why it is refused */
  silence(asked: Omit<Silence, 'id' | 'updatedAt'>): { id: string } | { refused: string } {
    const now = new Date();
    if (!Array.isArray(asked.matchers) || asked.matchers.length === 0) {
      return { refused: 'invalid silence: at least one matcher required' };
    }
    if (Date.parse(asked.endsAt) < now.getTime()) {
      return { refused: "end time can't be in the past" };
    }
    const id = randomUUID();
    // One that began before is of now.
    const startsAt = new Date(Math.max(Date.parse(asked.startsAt), now.getTime())).toISOString();
    this.silences.unshift({ ...asked, id, startsAt, updatedAt: now.toISOString() });
    return { id };
  }

  expire(id: string): boolean {
    const found = this.silences.find((one) => one.id === id);
    if (found !== undefined) {
      found.endsAt = found.updatedAt = new Date().toISOString();
    }
    return found !== undefined;
  }

  shownSilences(now = Date.now()): object[] {
    return this.silences.map(({ id, ...silence }) => ({
      ...silence,
      id,
      status: { state: stateOf({ id, ...silence }, now) },
    }));
  }

  shownAlerts(now = Date.now()): object[] {
    const active = this.silences.filter((one) => stateOf(one, now) === 'active');
    return this.rules.flatMap((rule) =>
      rule.evaluatedAt === null || rule.isPaused
        ? []
        : rule.instances
            .filter(({ state }) => state === 'Alerting')
            .map((instance) => this.#alert(rule, instance, rule.evaluatedAt ?? NEVER, active)),
    );
  }

  shownRules(): object {
    const groups = [...Map.groupBy(this.rules, ({ group, folder }) => `${folder}\n${group}`).values()].map(groupOf);
    return { status: 'success', data: { groups, totals: totalsOf(this.rules.map(stateOfRule)) } };
  }

  #alert(
    rule: Rule,
    { labels, annotations, activeAt, values, valueString }: Instance,
    evaluatedAt: string,
    active: readonly Silence[],
  ): object {
    const silencedBy = active
      .filter(({ matchers }) => matchers.every((one) => matches(one, labels)))
      .map(({ id }) => id);
    return {
      annotations: {
        __orgId__: '1',
        __value_string__: valueString,
        __values__: JSON.stringify(values),
        ...annotations,
      },
      endsAt: new Date(Date.parse(evaluatedAt) + KEPT_FOR * rule.interval * 1000).toISOString(),
      fingerprint: createHash('sha256')
        .update(JSON.stringify(sorted(labels)))
        .digest('hex')
        .slice(0, 16),
      receivers: [{ name: this.#receiver() }],
      startsAt: activeAt,
      status: { inhibitedBy: [], silencedBy, state: silencedBy.length > 0 ? 'suppressed' : 'active' },
      updatedAt: evaluatedAt,
      generatorURL: `${this.#root()}alerting/grafana/${rule.uid}/view`,
      labels: sorted({ ...labels, __alert_rule_uid__: rule.uid }),
    };
  }
}

function stateOf({ startsAt, endsAt }: Silence, now: number): 'pending' | 'active' | 'expired' {
  return Date.parse(endsAt) <= now ? 'expired' : Date.parse(startsAt) > now ? 'pending' : 'active';
}

function stateOfRule({ instances, isPaused }: Rule): 'firing' | 'inactive' {
  return !isPaused && instances.some(({ state }) => state === 'Alerting') ? 'firing' : 'inactive';
}

function groupOf(rules: readonly Rule[]): object {
  const [first] = rules as [Rule];
  return {
    name: first.group,
    file: first.folder,
    folderUid: first.folderUid,
    rules: rules.map(ruleOf),
    totals: totalsOf(rules.map(stateOfRule)),
    interval: first.interval,
    lastEvaluation: first.evaluatedAt ?? NEVER,
    evaluationTime: 0,
  };
}

function ruleOf(rule: Rule): object {
  const { uid, name, query, labels, annotations, instances, isPaused, folderUid, evaluatedAt } = rule;
  const firing = instances.filter(({ state }) => state === 'Alerting');
  const totals = totalsOf(instances.map(({ state }) => state));
  return {
    state: stateOfRule(rule),
    name,
    query,
    annotations,
    ...(!isPaused && firing[0] !== undefined && { activeAt: firing[0].activeAt }),
    ...(!isPaused &&
      instances.length > 0 && {
        alerts: instances.map((one) => ({
          labels: one.labels,
          annotations: one.annotations,
          state: one.state,
          activeAt: one.activeAt,
          value: one.state === 'Alerting' ? '1e+00' : '',
        })),
        totals,
        totalsFiltered: totals,
      }),
    uid,
    folderUid,
    labels,
    health: 'ok',
    type: 'alerting',
    lastEvaluation: evaluatedAt ?? NEVER,
    evaluationTime: 0,
    isPaused,
  };
}
