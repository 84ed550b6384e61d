/**
 * Reads status, severity and topic from a subject. In `Re: [RESOLVED] Disk full on db-1`, only the last part identifies
 * the problem.
 */
import type { AlertStatus, Severity } from '#domain/incident/signal/alert';
import { severityOf } from '../shared/values/severity.ts';
import { statusOf } from '../shared/values/status.ts';

const REPLY = /^(?:re|aw|sv|ant) ?(?:\[\d{1,3}\])? ?: */i;
/** A forwarded mail counts as a new alert, not as a reply. */
const FORWARD = /^(?:fwd?|wg|tr) ?(?:\[\d{1,3}\])? ?: */i;
const WORD = /^(?:\[ ?([^\]]{1,30}?) ?\]|\*{1,3} ?(\w{1,20})(?= )|([A-Za-z]{2,20}) ?:|([A-Z]{2,20}) ?- ) */;
const MAX_WORDS = 5;

export interface MailSubject {
  /** null: no word of the subject states it. */
  status: AlertStatus | null;
  severity: Severity | null;
  /** The rest of the subject, without these words. */
  about: string;
  isReply: boolean;
}

export function readSubject(subject: string): MailSubject {
  let rest = subject.slice(0, 1_000).replace(/\s+/g, ' ').trim();
  const read: MailSubject = { status: null, severity: null, about: '', isReply: false };
  for (let words = 0; words < MAX_WORDS; words++) {
    const reply = REPLY.exec(rest) ?? FORWARD.exec(rest);
    if (reply) {
      read.isReply ||= REPLY.test(rest);
      rest = rest.slice(reply[0].length);
      continue;
    }
    const found = WORD.exec(rest);
    const word = found?.[1] ?? found?.[2] ?? found?.[3] ?? found?.[4] ?? null;
    const status = statusOf(word);
    // `OK` is also a severity, but only of alerts that are over.
    const severity = status === null || status === 'firing' ? severityOf(word) : null;
    if (!found || (status === null && severity === null)) {
      break;
    }
    read.status ??= status;
    read.severity ??= severity;
    rest = rest.slice(found[0].length);
  }
  return { ...read, about: rest };
}
