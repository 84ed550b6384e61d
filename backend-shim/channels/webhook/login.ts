/**
 * Logs in to services that require a session or an OAuth 2 token. Sessions are cached, and renewed when the service
 * refuses them.
 */
import type { DeliveryRequest, DeliveryOutcome } from '../../ports/channel.ts';
import type { HttpClient } from '../../ports/http.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { serviceOutcome } from '../shared/http/http-outcome.ts';
import { misconfigured } from '../shared/services/services.ts';
import { readJson } from '../shared/json.ts';
import { headerLines } from './headers.ts';
import { render } from './liquid.ts';

const KEPT = 5 * 60_000;

type LoginSession = { ok: true; session: string | null } | { ok: false; outcome: DeliveryOutcome };

export interface LoginSessions {
  of(request: DeliveryRequest): Promise<LoginSession>;
  forget(request: DeliveryRequest): void;
}

export function createLogins(http: HttpClient, clock: { machine(): number }): LoginSessions {
  const known = new Map<string, { session: string; until: number }>();
  return {
    of: async (request) => {
      const url = textSetting(request.settings, 'loginUrl');
      const kept = known.get(keyOf(request));
      if (url === null || (kept && kept.until > clock.machine())) {
        return { ok: true, session: url === null ? null : (kept?.session ?? null) };
      }
      const found = await logIn(http, clock, url, request);
      if (found.ok && found.session !== null) {
        known.set(keyOf(request), { session: found.session, until: clock.machine() + KEPT });
      }
      return found;
    },
    forget: (request) => void known.delete(keyOf(request)),
  };
}

/** The key contains the secrets, so that a changed password starts a new session. */
function keyOf({ service, settings, secrets }: DeliveryRequest): string {
  return JSON.stringify([service, settings['loginUrl'], settings['loginBody'], settings['loginHeaders'], secrets]);
}

async function logIn(
  http: HttpClient,
  clock: { machine(): number },
  url: string,
  { settings, secrets, trusted, signal }: DeliveryRequest,
): Promise<LoginSession> {
  const scope = { secrets, user: textSetting(settings, 'user') };
  const body = render(textSetting(settings, 'loginBody') ?? '', scope);
  const lines = render(textSetting(settings, 'loginHeaders') ?? '', scope, 'headers');
  const given = lines.ok ? headerLines(lines.text) : { ok: false as const };
  if (!body.ok || !given.ok) {
    return failed(misconfigured('the template of the login cannot be used; save the channel to see why'));
  }
  const isPost = body.text.trim() !== '';
  const contentType = body.text.trim().startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
  const result = await http.send({
    method: isPost ? 'POST' : 'GET',
    url,
    headers: {
      'user-agent': 'Vigie',
      accept: 'application/json',
      ...(isPost ? { 'content-type': contentType } : {}),
      ...given.headers,
    },
    ...(isPost ? { body: body.text.trim() } : {}),
    trusted,
    signal,
  });
  const outcome = serviceOutcome(result, clock.machine());
  if (outcome.kind !== 'done' || !result.ok) {
    // The message is fine; somebody can correct the login.
    return failed(outcome.kind === 'never' ? misconfigured(`the login: ${outcome.detail}`) : outcome);
  }
  const field = textSetting(settings, 'loginField') ?? 'access_token';
  const session = fieldOf(result.response.body, field);
  return session === null
    ? failed(misconfigured(`the answer of the login has no text in "${field}"`))
    : { ok: true, session };
}

function failed(outcome: DeliveryOutcome): LoginSession {
  return { ok: false, outcome };
}

function fieldOf(body: string, field: string): string | null {
  const value = (readJson(body) as Record<string, unknown> | null)?.[field];
  return typeof value === 'string' && value !== '' ? value : null;
}
