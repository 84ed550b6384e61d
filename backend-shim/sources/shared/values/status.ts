/** Maps monitors' words for what happened to Vigie's five statuses. */
import type { AlertStatus } from '#domain/incident/signal/alert';

const WORDS: Record<AlertStatus, string> = {
  firing:
    'firing alerting alert problem open opened triggered trigger active new error down critical crit warning failed failure nodata started create created',
  resolved:
    'resolved resolve ok okay closed close recovery recovered recover up normal cleared clear green healthy success succeeded passing passed fixed inactive ended complete completed done',
  acknowledged: 'acknowledged acknowledge acknowledgement acknowledgment acked ack',
  unacknowledged: 'unacknowledged unacknowledge unacked unack',
  info: 'info information comment commented note',
};

const BY_WORD = new Map<string, AlertStatus>(
  (Object.entries(WORDS) as [AlertStatus, string][]).flatMap(([status, words]) =>
    words.split(' ').map((word) => [word, status] as const),
  ),
);

/** null: unknown; the caller decides, and one page too many is better than one too few. */
export function statusOf(word: string | null): AlertStatus | null {
  return word === null || word.length > 100
    ? null
    : (BY_WORD.get(word.toLowerCase().replace(/[^a-z0-9]+/g, '')) ?? null);
}
