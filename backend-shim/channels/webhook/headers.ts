/** `Name: value`, one a line, as people write headers. */
export type Headers = { ok: true; headers: Record<string, string> } | { ok: false };

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** They say how the request is carried, which is not a template's business. */
const OURS = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect']);

export function headerLines(text: string): Headers {
  const headers: Record<string, string> = {};
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    const value = line.slice(at + 1).trim();
    // Header values are visible ASCII on the wire; anything else would be refused by the client.
    if (at < 1 || !NAME.test(name) || OURS.has(name) || !/^[\x20-\x7e]*$/.test(value)) {
      return { ok: false };
    }
    headers[name] = value;
  }
  return { ok: true, headers };
}
