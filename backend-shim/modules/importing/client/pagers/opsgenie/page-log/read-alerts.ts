/** Reads alerts with their logs, of Opsgenie and of its successor, which ask for them under other addresses. */
import { z } from 'zod';
import { done, importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { DAY } from '#domain/time/duration';
import type { LoggedAlert, LoggedMessage, PagerAccess, PagerPerson } from '../../../pager.ts';
import { parsedAnswer } from '../../shared/checked-answer.ts';
import { list, text } from '../../shared/fields.ts';
import { acknowledgementIn, messagesIn } from './log-lines.ts';
import type { LogLine } from './log-lines.ts';

const PAGE = 100;
/** Neither lists more. */
const DEEPEST = 20_000;
/** Alerts that were created earlier before the range are not looked at. */
const LOOKED_BACK = DAY;

const alert = z.looseObject({
  id: text,
  alias: text.nullish(),
  message: text.nullish(),
  status: text.nullish(),
  createdAt: text,
  updatedAt: text.nullish(),
  integration: z.looseObject({ id: text.nullish(), name: text.nullish() }).nullish(),
  integrationName: text.nullish(),
  /** ms after `createdAt`. */
  report: z
    .looseObject({ ackTime: z.number().nullish(), closeTime: z.number().nullish(), acknowledgedBy: text.nullish() })
    .nullish(),
});
type LoggedOpsgenieAlert = z.output<typeof alert>;

const line = z.looseObject({ log: text, owner: text.nullish(), createdAt: text, offset: text.nullish() });
const recipient = z.looseObject({
  user: z.looseObject({ id: text.nullish(), username: text.nullish() }).nullish(),
  state: text.nullish(),
  createdAt: text.nullish(),
});

export interface AlertApi {
  people: readonly PagerPerson[];
  /** @returns the source's ids of the integration */
  integrationsOf(integration: { id: string | null; name: string | null }): string[];
  /** A page of alerts that were created since then (epoch ms), in the order of their creation. */
  alerts(since: number, offset: number, size: number): Promise<ImportResult<unknown>>;
  /** Oldest first, after the cursor. */
  logs(id: string, after: string | null, size: number): Promise<ImportResult<unknown>>;
  /** Who was to be told; null: the source has no such list. */
  recipients: ((id: string) => Promise<ImportResult<unknown>>) | null;
}

export async function readAlertPages(access: PagerAccess, api: AlertApi): Promise<ImportResult<LoggedAlert[]>> {
  const alerts = await readAlerts(access, api);
  if (!alerts.ok) {
    return alerts;
  }
  const found: LoggedAlert[] = [];
  for (const [i, one] of alerts.value.entries()) {
    access.progress(`the log of alert ${i + 1} of ${alerts.value.length}`);
    const lines = await readLog(api, one.id);
    if (!lines.ok) {
      return lines;
    }
    const told = messagesIn(lines.value, api.people);
    const messages = told.length > 0 ? done(told) : await recipientsOf(api, one.id);
    if (!messages.ok) {
      return messages;
    }
    found.push(alertOf(one, lines.value, messages.value, api));
  }
  return done(found);
}

async function readAlerts({ from, to }: PagerAccess, api: AlertApi): Promise<ImportResult<LoggedOpsgenieAlert[]>> {
  const found = new Map<string, LoggedOpsgenieAlert>();
  for (let offset = 0; ; offset += PAGE) {
    if (offset + PAGE > DEEPEST) {
      return importFailure('unexpected-shape', { what: 'the alerts', detail: `more than ${DEEPEST}` });
    }
    const page = parsedAnswer('the alerts', list(alert), await api.alerts(from - LOOKED_BACK, offset, PAGE));
    if (!page.ok) {
      return page;
    }
    const known = found.size;
    page.value.forEach((one) => found.set(one.id, one));
    const isPast = page.value.some(({ createdAt }) => Date.parse(createdAt) >= to);
    // Beyond the end some versions send the last page again.
    if (page.value.length < PAGE || found.size === known || isPast) {
      break;
    }
  }
  const lived = [...found.values()].filter(
    ({ createdAt, updatedAt, status }) =>
      Date.parse(createdAt) < to && (status !== 'closed' || Date.parse(updatedAt ?? createdAt) >= from),
  );
  return done(lived);
}

async function readLog(api: AlertApi, id: string): Promise<ImportResult<LogLine[]>> {
  const lines: LogLine[] = [];
  const seen = new Set<string>();
  for (let after: string | null = null; lines.length < DEEPEST;) {
    const page: ImportResult<LogLine[]> = parsedAnswer(
      `the log of alert ${id}`,
      list(line),
      await api.logs(id, after, PAGE),
    );
    if (!page.ok) {
      return page;
    }
    const fresh = page.value.filter(({ offset }) => !offset || !seen.has(offset));
    fresh.forEach(({ offset }) => offset && seen.add(offset));
    lines.push(...fresh);
    after = page.value.at(-1)?.offset ?? null;
    if (page.value.length < PAGE || fresh.length === 0 || after === null) {
      break;
    }
  }
  return done(lines.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt)));
}

/** Where no line of the log names a person. Whoever was not reached yet is `notactive`. */
async function recipientsOf({ people, recipients }: AlertApi, id: string): Promise<ImportResult<LoggedMessage[]>> {
  if (recipients === null) {
    return done([]);
  }
  const answer = parsedAnswer(`the recipients of alert ${id}`, list(recipient), await recipients(id));
  if (!answer.ok) {
    // Nobody has been told of some alerts.
    return answer.code === 'not-found' ? done([]) : answer;
  }
  return done(
    answer.value.flatMap(({ user, state, createdAt }, i) => {
      const known = people.find(
        (one) => one.id === user?.id || (user?.username && one.username?.toLowerCase() === user.username.toLowerCase()),
      );
      return known === undefined || !createdAt || state === 'notactive'
        ? []
        : [{ id: `recipient ${i}`, at: Date.parse(createdAt), person: known.id, method: 'unknown', since: null }];
    }),
  );
}

function alertOf(
  { id, alias, message, status, createdAt, updatedAt, integration, integrationName, report }: LoggedOpsgenieAlert,
  lines: readonly LogLine[],
  messages: readonly LoggedMessage[],
  api: AlertApi,
): LoggedAlert {
  const openedAt = Date.parse(createdAt);
  const logged = acknowledgementIn(lines);
  const name = integration?.name ?? integrationName ?? null;
  return {
    id,
    // Without an alias of the sender, the alias is the id.
    keys: alias && alias !== id ? [alias] : [],
    title: message ?? '',
    service: name,
    integrations: api.integrationsOf({ id: integration?.id ?? null, name }),
    openedAt,
    acknowledgedAt: typeof report?.ackTime === 'number' ? openedAt + report.ackTime : (logged?.at ?? null),
    acknowledgedBy: report?.acknowledgedBy || (logged?.by ?? null),
    endedAt:
      typeof report?.closeTime === 'number'
        ? openedAt + report.closeTime
        : status === 'closed'
          ? Date.parse(updatedAt ?? createdAt)
          : null,
    messages,
  };
}
