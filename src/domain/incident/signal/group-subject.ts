/** Names what several simultaneous alerts have in common, since one of them does not speak for all. */
import { SILENCE_LINK } from '#domain/incident/signal/alert';
import type { Alert, AlertLink, GroupSubject } from '#domain/incident/signal/alert';
import { isTechnical } from '#domain/incident/signal/technical-labels';
import { titleIn } from '#domain/incident/signal/title';
import type { TitleReason } from '#domain/incident/signal/title';

type Labels = Record<string, string>;

const MOST_LISTED = 10;
const LONGEST_TITLE = 900;

/**
 * @param alerts of one group
 * @returns null if fewer than two of them fire
 */
export function groupSubject(alerts: readonly Alert[]): GroupSubject | null {
  const firing = alerts.filter((alert) => alert.status === 'firing');
  const [first] = firing;
  if (!first || firing.length === 1) {
    return null;
  }
  const labels = commonLabels(firing);
  const titleReason = reasonOf(firing, first, labels);
  return {
    title: titleIn('en', titleReason),
    titleReason,
    description: describe(firing, labels),
    labels,
    links: linksOf(firing),
  };
}

function commonLabels(alerts: readonly Alert[]): Labels {
  const [first, ...others] = alerts;
  return Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(([name, value]) =>
      others.every(({ labels }) => Object.hasOwn(labels, name) && labels[name] === value),
    ),
  );
}

function reasonOf(firing: readonly Alert[], first: Alert, labels: Labels): TitleReason {
  const more = firing.length - 1;
  const made = first.titleReason;
  if (made && made.reason !== 'several' && firing.every(({ titleReason }) => titleReason?.reason === made.reason)) {
    return { reason: made.reason, data: { rule: made.data.rule, more } };
  }
  const isSame = firing.every(({ title }) => title === first.title);
  return {
    reason: 'several',
    data: { title: (isSame ? first.title : nameOf(labels)) ?? first.title ?? first.fingerprint, more },
  };
}

/** `DiskFull (team=sre)` */
function nameOf(labels: Labels): string | null {
  const name = labels['alertname'];
  if (name === undefined || name === '') {
    return null;
  }
  const said = Object.entries(labels)
    .filter(([label]) => !isTechnical(label))
    .map(([label, value]) => `${label}=${value}`);
  const whole = said.length === 0 ? name : `${name} (${said.join(', ')})`;
  return whole.length <= LONGEST_TITLE ? whole : name;
}

function linksOf(firing: readonly Alert[]): AlertLink[] {
  return (firing[0]?.links ?? []).flatMap((link) => {
    const url = link.title === SILENCE_LINK ? silencesAll(firing) : link.url;
    return url === null ? [] : [{ ...link, url }];
  });
}

const MATCHER = 'matcher=';
/** An alert has some ten labels. A payload of 1,000 alerts must not take long, whatever their addresses are. */
const MOST_PARTS = 50;

/** Grafana's form for a silence, with the matchers that all of them have; null: there is none for all. */
function silencesAll(firing: readonly Alert[]): string | null {
  const forms = firing.map(({ links }) => {
    const [path = '', query = ''] = (links.find(({ title }) => title === SILENCE_LINK)?.url ?? '').split('?');
    const parts = query.split('&', MOST_PARTS + 1);
    return { path, parts: new Set(parts), rest: parts.filter((part) => !part.startsWith(MATCHER)).join('&') };
  });
  const [first, ...others] = forms;
  const isLong = forms.some(({ parts }) => parts.size > MOST_PARTS);
  if (first === undefined || isLong || others.some(({ path, rest }) => path !== first.path || rest !== first.rest)) {
    return null;
  }
  const common = [...first.parts].filter((part) => others.every(({ parts }) => parts.has(part)));
  return common.some((part) => part.startsWith(MATCHER)) ? `${first.path}?${common.join('&')}` : null;
}

/** What all alerts have in common, then what distinguishes each. */
function describe(firing: readonly Alert[], common: Labels): string | null {
  const lines = firing.map(({ description }) => (description ?? '').split('\n').filter((line) => line.trim() !== ''));
  const shared = (lines[0] ?? []).filter((line) => lines.every((others) => others.includes(line)));
  const listed = firing.slice(0, MOST_LISTED).map((alert, i) =>
    instance(
      alert,
      common,
      (lines[i] ?? []).filter((line) => !shared.includes(line)),
    ),
  );
  const rest = firing.length > MOST_LISTED ? ['- …'] : [];
  const list = new Set(listed).size > 1 ? [...listed, ...rest].join('\n') : '';
  return [shared.join('\n'), list].filter((part) => part !== '').join('\n\n') || null;
}

function instance({ labels, title }: Alert, common: Labels, own: readonly string[]): string {
  const where = Object.entries(labels)
    .filter(([name]) => !Object.hasOwn(common, name))
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  const said = `${title ?? ''}${own.length > 0 ? ` (${own.join(', ')})` : ''}`;
  return `- ${where === '' ? said : `${where}: ${said}`}`;
}
