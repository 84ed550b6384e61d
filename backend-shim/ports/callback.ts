/**
 * Defines the port for HTTP callbacks of a service, at `/callbacks/<id of the service>…`: a receipt, a reply, a pressed
 * key.
 */
export interface ServiceCallback {
  method: 'GET' | 'POST';
  /** The path behind the id of the service, without the query: `/status`, or empty. */
  path: string;
  /** The whole URL that the service was given, below VIGIE_PUBLIC_URL, with its query; signatures cover it. */
  url: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The raw body; empty if there was none. */
  body: string;
}

export interface CallbackAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** The URL at which a service reaches Vigie. */
export type CallbackUrl = (service: string, path: string) => string;
