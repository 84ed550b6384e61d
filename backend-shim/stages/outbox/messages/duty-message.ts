/** Builds the message of an `onCall` delivery. Open incidents are read when it is sent, not when it was planned. */
import type { DutyNotice, HealthNotice, SwapNotice } from '#domain/notify/notice';
import type { DutyMessage, Message } from '#domain/notify/message/message';
import { versionsOf } from '#domain/rota/model';
import type { Directory } from '../../../ports/directory.ts';
import { readContent } from '../../../store/deliveries/stored-content.ts';
import type { StoredContent } from '../../../store/deliveries/stored-content.ts';
import { openIncidentsOf } from '../../../store/incidents/list/list.ts';
import type { DeliveryRow } from '../../../store/schema/deliveries.ts';
import type { UnreadableReporter } from '../../../store/stored/unreadable.ts';
import type { Work } from '../../../store/work.ts';
import type { MessageLinks } from './message.ts';
import { adviceOf, programmeOf } from './programme-message.ts';
import { restParts } from './rest-message.ts';
import type { RestRecipient } from './rest-message.ts';
import { statementPart } from './statement-message.ts';

const LISTED = 5;

type DutyNews = DutyNotice['duty'];
type HealthNews = HealthNotice['health'];
type SwapNews = SwapNotice['swap'];

/** @param policies that page this rota */
export async function buildDutyMessage(
  work: Work,
  row: DeliveryRow,
  policies: readonly string[],
  links: MessageLinks,
): Promise<Message | null> {
  const responder = work.directory.responders.get(row.user ?? '');
  const content = readContent(row, work.unreadable);
  if (!responder) {
    return null;
  }
  const name = (login: string) => work.directory.responders.get(login)?.name ?? login;
  const onCall = await partOf(work, content, policies, { login: responder.login, name, links });
  return (
    onCall && {
      kind: 'onCall',
      at: work.now,
      language: responder.language,
      timeZone: responder.timeZone,
      person: { login: responder.login, name: responder.name },
      urgency: 'default',
      incident: null,
      policy: null,
      step: null,
      next: null,
      update: null,
      onCall,
      bundled: 1,
    }
  );
}

/** null: it cannot be read, or another release wrote it. */
async function partOf(
  work: Work,
  { duty, swap, health, lost, outage, hr, profile, programme, advice, statement, teamMonth, ...rest }: StoredContent,
  policies: readonly string[],
  recipient: RestRecipient,
): Promise<DutyMessage | null> {
  const { name } = recipient;
  if (outage) {
    const { kind: _kind, people, ...rest } = outage;
    return { ...NO_ROTA, outage: { ...rest, people: people.map(name) } };
  }
  if (lost) {
    return lostPart(lost);
  }
  if (hr) {
    return { ...NO_ROTA, hr: { unit: work.directory.units.get(hr.unit)?.name ?? hr.unit, by: name(hr.by) } };
  }
  if (profile) {
    return { ...NO_ROTA, profile: profilePart(work.directory, profile, recipient) };
  }
  if (programme) {
    return programmePart(work, programme, recipient);
  }
  if (advice) {
    return { ...NO_ROTA, advice: adviceOf(work.directory, advice, name) };
  }
  if (teamMonth) {
    const team = work.directory.teams.get(teamMonth.team)?.name ?? teamMonth.team;
    return { ...NO_ROTA, teamMonth: { ...teamMonth, team } };
  }
  if (statement) {
    const part = await statementPart(work, statement, recipient.links);
    return part && { ...NO_ROTA, statement: part };
  }
  if (duty) {
    return dutyPart(work, duty, policies, name);
  }
  if (swap) {
    return swapPart(work.directory, swap, recipient);
  }
  return health ? healthPart(work.directory, health, name) : restPart(work, rest, recipient);
}

/** Who reads what is said as it is when the message is sent. */
function profilePart(
  { units }: Directory,
  { unit: id, of, by, ended }: NonNullable<StoredContent['profile']>,
  { name, login }: RestRecipient,
): NonNullable<DutyMessage['profile']> {
  const unit = units.get(id);
  const people = (logins: readonly string[] = []) => logins.filter((one) => one !== of).map(name);
  return {
    unit: unit?.name ?? id,
    by: name(by),
    of: of === login ? null : name(of),
    ended,
    hr: people(unit?.hr),
    managers: people(unit?.managers),
  };
}

async function restPart(work: Work, content: StoredContent, recipient: RestRecipient): Promise<DutyMessage | null> {
  const parts = await restParts(work, content, recipient);
  return parts && { ...NO_ROTA, ...parts };
}

async function programmePart(
  work: Work,
  content: NonNullable<StoredContent['programme']>,
  { links }: RestRecipient,
): Promise<DutyMessage | null> {
  const programme = await programmeOf(work, content, (rota) => rotaName(work.directory, rota));
  return programme && { ...NO_ROTA, programme: { ...programme, url: links.hours } };
}

const NO_ROTA: DutyMessage = { rota: '', start: null, end: null, on: false };

async function dutyPart(
  work: Work,
  duty: DutyNews,
  policies: readonly string[],
  name: (login: string) => string,
): Promise<DutyMessage> {
  const open = duty.on ? await openIncidentsOf(work, policies) : [];
  return {
    ...duty,
    rota: rotaName(work.directory, duty.rota),
    open: open.slice(0, LISTED),
    more: Math.max(0, open.length - LISTED),
    note: duty.note && { by: name(duty.note.by), text: duty.note.text },
  };
}

function swapPart(directory: Directory, swap: SwapNews, { login, name, links }: RestRecipient): DutyMessage {
  const { id, askedOf = null, what, by, of, start, end, note } = swap;
  // A swap that was just asked for may not be in the directory yet.
  const isOpen = (directory.facts.swaps.find((one) => one.id === id)?.state ?? 'open') === 'open';
  const mayAnswer = what === 'asked' && id !== undefined && isOpen && of !== login;
  const { take, decline } = links.swap(id ?? '', login);
  const answers = mayAnswer ? { take, ...(askedOf === login && { decline }) } : null;
  return {
    rota: rotaName(directory, swap.rota),
    start,
    end,
    on: false,
    swap: {
      what,
      by: name(by),
      of: name(of),
      note,
      ...(askedOf === login && { personal: true as const }),
      ...(answers && { links: answers }),
    },
  };
}

function healthPart(
  directory: Directory,
  { rota, score, findings, more }: HealthNews,
  name: (login: string) => string,
): DutyMessage {
  return {
    rota: rotaName(directory, rota),
    start: null,
    end: null,
    on: false,
    health: { score, findings: findings.map((one) => ({ ...one, users: one.users.map(name) })), more },
  };
}

function lostPart({ text, detail }: NonNullable<StoredContent['lost']>): DutyMessage {
  return { ...NO_ROTA, lost: { method: text, detail } };
}

export function dutyRota(row: DeliveryRow, noting: UnreadableReporter): string | null {
  return readContent(row, noting).duty?.rota ?? null;
}

function rotaName(directory: Directory, id: string): string {
  const rota = directory.rotas.get(id);
  return rota ? (versionsOf(rota).at(-1)?.rota.name ?? id) : id;
}
