/** The port for testing contact methods. */
import type { Refusal as Why } from '#contract/reasons/refusals';

/** The result of a message that was sent immediately. */
export interface TestOutcome {
  /** `retry`: it failed now and may work later. */
  outcome: 'done' | 'retry' | 'never';
  /** From the closed list; null: done. */
  reason: string | null;
  detail: string;
}

export type TryRefused = {
  ok: false;
  code: 'not-found' | 'conflict' | 'validation' | 'forbidden' | 'too-many-requests';
  message: string;
  why: Why;
};

export interface ContactTester {
  testRoom(channel: string, actor: string): Promise<{ ok: true; tried: TestOutcome } | TryRefused>;
  testMethod(login: string, method: string, actor: string): Promise<{ ok: true; tried: TestOutcome } | TryRefused>;
  /** Sends a code to the method. @param isAdmin the requester may send to any country */
  sendCode(
    login: string,
    method: string,
    actor: string,
    isAdmin: boolean,
  ): Promise<{ ok: true; tried: TestOutcome; expiresAt: number } | TryRefused>;
  /** Checks a code; from then on the method counts as verified. */
  verify(login: string, method: string, code: string, actor: string): Promise<{ ok: true } | TryRefused>;
}
