/** Acts as a page that listens: receives server-sent events as they come. */
import { Received } from './inbox.ts';

interface StreamEvent {
  id: string | null;
  event: string;
  data: unknown;
}

export interface EventStream {
  events: Received<StreamEvent>;
  /** What a page would send as `Last-Event-ID`. */
  lastId(): string | null;
  /** The value of `retry:` that the server sent. */
  retry(): number | null;
  /** Resolves when the server ended the stream. */
  ended: Promise<void>;
  close(): void;
}

export async function listen(url: string, headers: Record<string, string>): Promise<EventStream> {
  const stop = new AbortController();
  const response = await fetch(url, { headers, signal: stop.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
  const events = new Received<StreamEvent>((event) => JSON.stringify(event));
  const state = { lastId: null as string | null, retry: null as number | null };
  const ended = read(response.body, events, state).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return { events, lastId: () => state.lastId, retry: () => state.retry, ended, close: () => stop.abort() };
}

async function read(
  body: ReadableStream<Uint8Array>,
  events: Received<StreamEvent>,
  state: { lastId: string | null; retry: number | null },
): Promise<void> {
  let rest = '';
  for await (const chunk of body.pipeThrough(
    new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>,
  )) {
    const blocks = (rest + chunk).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block
          .split('\n')
          .filter((line) => !line.startsWith(':'))
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
      );
      state.lastId = fields.get('id') ?? state.lastId;
      state.retry = fields.has('retry') ? Number(fields.get('retry')) : state.retry;
      if (fields.has('data'))
        events.add({
          id: fields.get('id') ?? null,
          event: fields.get('event') ?? 'message',
          data: JSON.parse(fields.get('data') ?? 'null'),
        });
    }
  }
}
