/**
 * What Go's `httputil.ReverseProxy` does to the headers of a request, in its order: the director writes its
 * own, then everything that `Connection` names goes, the director's included, then the address is added.
 */

/** By lower-case name, each with its values as they came. */
export type Headers = Record<string, string[]>;

/** Of one hop: never handed on, whether `Connection` names them or not. */
const HOP_BY_HOP = [
  'connection',
  'proxy-connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Kept by Go beside the headers, where nobody can name them. */
const OF_THE_REQUEST = ['host', 'content-length'];

function namedInConnection(headers: Headers): string[] {
  return (headers['connection'] ?? []).flatMap((value) => value.split(',')).map((name) => name.trim().toLowerCase());
}

/**
 * @param director changes the headers as Grafana's does
 * @param remote address of whoever asks
 */
export function goHeaders(incoming: Headers, director: (headers: Headers) => void, remote: string): Headers {
  const headers: Headers = Object.fromEntries(Object.entries(incoming).map(([name, values]) => [name, [...values]]));
  const length = headers['content-length'];
  OF_THE_REQUEST.forEach((name) => delete headers[name]);
  director(headers);
  const trailers = (headers['te'] ?? []).some((value) =>
    value.split(',').some((token) => token.trim().toLowerCase() === 'trailers'),
  );
  [...namedInConnection(headers), ...HOP_BY_HOP].forEach((name) => delete headers[name]);
  if (trailers) {
    headers['te'] = ['trailers'];
  }
  headers['x-forwarded-for'] = [[...(headers['x-forwarded-for'] ?? []), remote].join(', ')];
  return { ...headers, ...(length !== undefined && { 'content-length': length }) };
}
