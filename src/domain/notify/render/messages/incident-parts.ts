/** Makes the parts that every message about an incident shares. */
import type { Message, MessageIncident } from '#domain/notify/message/message';
import { CALLED_BY_HAND } from '#domain/escalation/policy';
import { formatInstant, shownZone } from '#domain/time/words/instant-words';
import { manyLines, oneLine } from '#domain/notify/render/clean';
import type { MessageAction, MessageFact, MessageLink } from '#domain/notify/render/rendered';
import { responderPage } from '#domain/notify/render/short';
import { texts } from '#domain/notify/render/words/texts';
import { unavailableText } from '#domain/notify/render/words/unavailable-text';

const TITLE = 200;
const DESCRIPTION = 2000;
const LABELS = 12;
const LABEL = 120;
const WORDS = 300;

/** Never empty: a message without a subject would be discarded as spam. */
export function titleOf(incident: MessageIncident): string {
  return oneLine(incident.title, TITLE) || `#${incident.number}`;
}

export function sourceOf(message: Message, incident: MessageIncident): string {
  return incident.source === null ? texts(message.language).byHand : oneLine(incident.source, LABEL);
}

export function timeOf(message: Message, at: number): string {
  return formatInstant(at, message.at, message.language, message.timeZone);
}

export function severityOf(message: Message, incident: MessageIncident): string {
  return texts(message.language).severity[incident.severity];
}

/** The same for all messages about one incident, so that mail programs group them. */
export function threadOf(message: Message, incident: MessageIncident): string {
  return `[${severityOf(message, incident)}] ${titleOf(incident)} (#${incident.number})`;
}

function labelsOf(incident: MessageIncident): string {
  const shown = Object.entries(incident.labels).slice(0, LABELS);
  const rest = Object.keys(incident.labels).length - shown.length;
  const pairs = shown.map(([name, value]) => oneLine(`${name}=${value}`, LABEL));
  return [...pairs, ...(rest > 0 ? ['…'] : [])].join(', ');
}

function escalationOf({ language, step }: Message, policy: string): string {
  const { byHand, policyStep } = texts(language);
  if (policy === CALLED_BY_HAND) {
    return byHand;
  }
  const name = oneLine(policy, LABEL);
  return step === null ? name : policyStep(name, step);
}

export function factsOf(message: Message, incident: MessageIncident): MessageFact[] {
  const { fact, alerts } = texts(message.language);
  const facts: MessageFact[] = [
    { label: fact.severity, value: severityOf(message, incident) },
    { label: fact.since, value: timeOf(message, incident.openedAt) },
    { label: fact.source, value: sourceOf(message, incident) },
    { label: fact.labels, value: labelsOf(incident) },
  ];
  if (incident.alerts.total > 1) {
    facts.push({ label: fact.alerts, value: alerts(incident.alerts.firing, incident.alerts.total) });
  }
  if (message.policy !== null) {
    facts.push({ label: fact.policy, value: escalationOf(message, message.policy) });
  }
  facts.push({ label: fact.number, value: `#${incident.number}` });
  return facts.filter((each) => each.value !== '');
}

const LINKS = 6;
const RUNBOOK = /runbook/i;

/** A runbook first, since it says what to do. */
export function linksOf({ links }: MessageIncident): MessageLink[] {
  const safe = links.filter(({ url }) => /^https?:\/\/\S+$/i.test(url));
  const ordered = [...safe.filter(isRunbook), ...safe.filter((link) => !isRunbook(link))];
  return ordered
    .slice(0, LINKS)
    .map(({ title, url }) => ({ label: oneLine(title, LABEL) || oneLine(url, LABEL), url }));
}

function isRunbook({ title }: { title: string }): boolean {
  return RUNBOOK.test(title);
}

export function descriptionOf(incident: MessageIncident): string | null {
  return manyLines(incident.description, DESCRIPTION) || null;
}

export function nextOf(message: Message): string | null {
  // Once somebody is on it, nobody waits for an answer.
  if (message.next === null || message.incident?.state !== 'open') {
    return null;
  }
  return texts(message.language).next(timeOf(message, message.next.at), oneLine(message.next.what, WORDS));
}

export function unavailableOf(message: Message): string[] {
  return (message.unavailable ?? []).map(({ name, until, standIn, alone }) =>
    unavailableText(message.language, {
      name: oneLine(name, LABEL),
      until: timeOf(message, until),
      standIn: standIn === null ? null : oneLine(standIn, LABEL),
      alone,
    }),
  );
}

/** The link to the responder page that asks whether it was worth waking somebody; nothing is said by opening it. */
function rateUrl({ acknowledgeUrl }: MessageIncident): string | null {
  return acknowledgeUrl === null ? null : acknowledgeUrl.replace(/\/acknowledge$/, '/rate');
}

/**
 * @param answer offers the buttons that change something, not only the link
 * @param rate asks whether it was worth waking somebody; last, since it never comes first
 */
export function actionsOf(message: Message, incident: MessageIncident, answer: boolean, rate = false): MessageAction[] {
  const { action } = texts(message.language);
  const actions: Array<{ kind: MessageAction['kind']; url: string | null }> = [
    { kind: 'acknowledge', url: answer ? incident.acknowledgeUrl : null },
    { kind: 'resolve', url: answer ? incident.resolveUrl : null },
    { kind: 'open', url: incident.url === '' ? null : incident.url },
    { kind: 'rate', url: rate ? rateUrl(incident) : null },
  ];
  const labels = { ...action, open: action.open[incident.opens] };
  return actions.flatMap(({ kind, url }) => (url === null ? [] : [{ kind, url, label: labels[kind] }]));
}

/** Grafana asks for a login first; the responder page does not. */
export function viewOf({ language }: Message, { opens, acknowledgeUrl }: MessageIncident): MessageAction | null {
  const url = opens === 'grafana' ? responderPage(acknowledgeUrl) : null;
  return url === null ? null : { kind: 'open', url, label: texts(language).action.open.responder };
}

/** Why somebody who is not paged receives this message. */
export function statusFooter({ status, language }: Message): string[] {
  return status === undefined ? [] : [texts(language).status.why(oneLine(status.subscription, LABEL))];
}

export function footerOf(message: Message, hasOwnLinks: boolean): string[] {
  const { zone, onlyYou } = texts(message.language);
  return [zone(shownZone(message.timeZone)), ...(hasOwnLinks ? [onlyYou] : [])];
}
