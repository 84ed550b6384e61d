/** `VIGIE_API_TOKEN` alone is the administrator `api`. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Authenticate, Caller } from './caller.ts';
import { HttpError } from './errors.ts';

const ADMINISTRATOR: Caller = { kind: 'script', name: 'api', role: 'Admin', teams: [], scopes: null };

export function authenticateWith(apiToken: string): Authenticate {
  return async (request) => {
    const token = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !sameText(token, apiToken)) {
      throw new HttpError('unauthorized', 'Send the token of this sidecar: Authorization: Bearer <VIGIE_API_TOKEN>.');
    }
    return ADMINISTRATOR;
  };
}

/** In constant time, also for different lengths. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
