/** Maps a `command_status` to an outcome (SMPP 3.4 §5.1.3). */
import type { DeliveryOutcome } from '../../ports/channel.ts';
import { misconfigured } from '../shared/services/services.ts';

const BAD_ADDRESS = [0x0b, 0x50, 0x51];
/** Throttled; queue full. */
const RATE_LIMITED = [0x58, 0x14];
/** Source address and its type, system type, service type, and features that the operator must allow first. */
const MISCONFIGURED = [0x0a, 0x48, 0x49, 0x53, 0x15, 0x0100, 0x0101, 0x0102, 0x0103, 0x0d, 0x0e, 0x0f];
/** Length, data coding, class, and permanent errors or rejection by the application. */
const REFUSED = [0x01, 0x43, 0x0104, 0x65, 0x66];

function hex(status: number): string {
  return `0x${status.toString(16).padStart(8, '0')}`;
}

/** @param status not 0; an unknown one is taken as temporary */
export function submitOutcome(status: number): DeliveryOutcome {
  const detail = `the SMSC answered with status ${hex(status)}`;
  if (BAD_ADDRESS.includes(status)) {
    return { kind: 'never', reason: 'bad-address', detail };
  }
  if (REFUSED.includes(status)) {
    return { kind: 'never', reason: 'refused', detail };
  }
  if (MISCONFIGURED.includes(status)) {
    return misconfigured(`${detail}: check "from" and what the operator allows this account`);
  }
  return {
    kind: 'retry',
    reason: RATE_LIMITED.includes(status) ? 'rate-limited' : 'server-error',
    detail,
    after: null,
  };
}

/** Password, system id, system type, and a bind refused without a reason. */
const CREDENTIALS = [0x0d, 0x0e, 0x0f, 0x53];

export function bindOutcome(status: number): DeliveryOutcome {
  const detail = `the SMSC refused the bind with status ${hex(status)}`;
  return CREDENTIALS.includes(status)
    ? misconfigured(`${detail}: check "systemId", the password and "systemType"`)
    : { kind: 'retry', reason: 'server-error', detail, after: null };
}
