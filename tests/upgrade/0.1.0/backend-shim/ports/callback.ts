/** What a service tells by HTTP, at `/callbacks/<id of the service>…`: a receipt, a reply, a key that was pressed. */
export interface Callback {
  method: 'GET' | 'POST';
  /** What stands behind the id of the service, without the query: `/status`, or empty. */
  path: string;
  /** The whole address as the service was given it, below VIGIE_PUBLIC_URL, with its query: what signatures are made over. */
  url: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it came; empty where there was none. */
  body: string;
}

export interface CallbackAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** The address at which a service reaches us. */
export type CallbackUrl = (service: string, path: string) => string;
