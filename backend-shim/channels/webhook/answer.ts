/** Keeps the answer of a room, cut to a limit and without the secrets that only Admins may know. */
import type { DeliveryRequest, DeliveryOutcome } from '../../ports/channel.ts';
import type { HttpResult } from '../../ports/http.ts';
import { textSetting } from '../shared/fields/destination.ts';

/** Characters. A ticket's key and link are at the beginning of every answer. */
const KEPT = 2_000;
const SHOWN_WHEN_REFUSED = 300;
const SHORTEST_SECRET = 4;
/** What is shorter in an address or a header is a number or a word, such as `json`. */
const SHORTEST_TYPED = 16;

export function withAnswer(
  outcome: DeliveryOutcome,
  result: HttpResult,
  { settings, secrets }: DeliveryRequest,
  session: string | null,
): DeliveryOutcome {
  // Only Admins set up rooms; the answer of a person's address must not be shown to others.
  if (!result.ok || typeof settings['url'] !== 'string') {
    return outcome;
  }
  const known = [...Object.values(secrets), ...typedKeys(settings), ...(session === null ? [] : [session])];
  const text = hidden(result.response.body, known).trim();
  if (outcome.kind === 'done') {
    return { ...outcome, answer: text === '' ? null : cut(text, KEPT) };
  }
  const why = cut(text.replace(/\s+/g, ' '), SHOWN_WHEN_REFUSED);
  return why === '' ? outcome : { ...outcome, answer: why };
}

/** Keys that an Admin typed into an address or a header rather than under `secrets`. Paths stay: links of tickets hold them. */
function typedKeys(settings: Record<string, unknown>): string[] {
  const url = URL.parse(textSetting(settings, 'url') ?? '');
  const lines = (textSetting(settings, 'headers') ?? '').split('\n');
  const values = [
    ...(url === null ? [] : [url.password, ...url.searchParams.values()]),
    ...lines.map((line) => line.slice(line.indexOf(':') + 1).trim()),
  ];
  return values.filter((value) => value.length >= SHORTEST_TYPED && !value.includes('{{'));
}

/** Removes secrets, which a receiver may repeat, and NUL, which PostgreSQL cannot store. */
function hidden(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((shown, secret) => shown.replaceAll(secret, '•••'), text.replaceAll('\u0000', ''));
}

function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}
