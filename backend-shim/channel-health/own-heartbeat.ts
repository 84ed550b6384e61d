/**
 * Sends Vigie's own heartbeat to an external dead man's switch. It is withheld whenever an alert might reach nobody, so
 * that the switch goes off.
 */
import type { HttpClient } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';

export interface OwnHeartbeatDeps {
  /** `VIGIE_HEARTBEAT_URL` */
  url: string;
  http: HttpClient;
  log: Log;
  /**
   * Why the heartbeat must be withheld, or null.
   * @throws if the store fails
   */
  trouble(): Promise<string | null>;
}

export interface OwnHeartbeat {
  /** Returns at once. */
  beat(): void;
  idle(): Promise<void>;
}

export function createOwnHeartbeat(deps: OwnHeartbeatDeps): OwnHeartbeat {
  let beating: Promise<void> | null = null;
  return {
    beat: () => {
      beating ??= beatOnce(deps).finally(() => (beating = null));
    },
    idle: async () => void (await beating),
  };
}

async function beatOnce({ url, http, log, trouble }: OwnHeartbeatDeps): Promise<void> {
  const why = await trouble().catch((error: Error) => `the store fails: ${error.message}`);
  if (why !== null) {
    log.warn({ why }, 'own heartbeat withheld');
    return;
  }
  const result = await http.send({ method: 'GET', url, headers: { 'user-agent': 'Vigie' }, trusted: true });
  if (!result.ok || result.response.status >= 400) {
    log.warn(
      { problem: result.ok ? `status ${result.response.status}` : result.failure.detail },
      'could not send the own heartbeat; retrying',
    );
  }
}
