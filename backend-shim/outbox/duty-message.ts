/** The message of an `onCall` delivery: what is open is read when it is sent, not when it was planned. */
import type { Effect } from '#domain/incident/effects';
import type { DutyMessage, Message } from '#domain/notify/message';
import { versionsOf } from '#domain/rota/model';
import type { Directory } from '../ports/directory.ts';
import { run } from '../store/query.ts';
import type { DeliveryRow } from '../store/schema.ts';
import type { Work } from '../store/work.ts';

const LISTED = 5;

type Duty = Extract<Effect, { kind: 'tellDuty' }>['duty'];

/** @param policies that page this rota */
export async function buildDutyMessage(work: Work, row: DeliveryRow, policies: readonly string[]): Promise<Message | null> {
  const responder = work.directory.responders.get(row.user ?? '');
  const { duty } = JSON.parse(row.content) as { duty?: Duty };
  if (!responder || !duty) {
    return null;
  }
  const open = duty.on ? await openIncidents(work, policies) : [];
  const name = (login: string) => work.directory.responders.get(login)?.name ?? login;
  const onCall: DutyMessage = {
    ...duty,
    rota: rotaName(work.directory, duty.rota),
    open: open.slice(0, LISTED),
    more: Math.max(0, open.length - LISTED),
    note: duty.note && { by: name(duty.note.by), text: duty.note.text },
  };
  return {
    kind: 'onCall', at: work.now, language: responder.language, timeZone: responder.timeZone,
    person: { login: responder.login, name: responder.name }, urgency: 'default', incident: null, policy: null, step: null,
    next: null, update: null, onCall, bundled: 1,
  };
}

export function dutyRota(row: DeliveryRow): string | null {
  return (JSON.parse(row.content) as { duty?: Duty }).duty?.rota ?? null;
}

function rotaName(directory: Directory, id: string): string {
  const rota = directory.rotas.get(id);
  return rota ? (versionsOf(rota).at(-1)?.rota.name ?? id) : id;
}

async function openIncidents(work: Work, policies: readonly string[]): Promise<Array<{ number: number; title: string }>> {
  const p = work.cap.placeholder;
  return run(
    work.tx,
    `select number, title from incidents where state in ('open', 'acknowledged', 'snoozed') and test = 0 and ${work.cap.inList('policy', p(1))}
     order by severity_rank desc, number limit 100`,
    [work.cap.listParameter(policies)],
  );
}
