/** Parses server-sent events from the bytes of `fetch` (WHATWG HTML, 9.2.6). */

export interface ServerEvent {
  /** For `Last-Event-ID`; null if the event has none. */
  id: string | null;
  event: string;
  data: string;
}

interface Pending {
  id: string | null;
  event: string;
  data: string[];
}

const nothing = (): Pending => ({ id: null, event: '', data: [] });

/** Accepts chunks that are cut anywhere, even inside a character. */
export class SseParser {
  readonly #decoder = new TextDecoder();
  #rest = '';
  #pending = nothing();
  /** For `Last-Event-ID`; a block with only an id sets it, too. */
  lastId: string | null = null;
  /** ms to wait before the next connection, if the server asked for it; null: it did not. */
  retry: number | null = null;

  push(chunk: Uint8Array): ServerEvent[] {
    this.#rest += this.#decoder.decode(chunk, { stream: true });
    // A lone \r at the end may be the first half of \r\n: it waits for the next chunk.
    const lines = this.#rest.split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.#line(line));
  }

  #line(line: string): ServerEvent[] {
    if (line === '') {
      return this.#dispatch();
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    this.#field(field, value);
    return [];
  }

  #field(field: string, value: string): void {
    switch (field) {
      case 'id':
        this.#pending.id = value;
        break;
      case 'event':
        this.#pending.event = value;
        break;
      case 'data':
        this.#pending.data.push(value);
        break;
      case 'retry':
        this.retry = /^\d+$/.test(value) ? Number(value) : this.retry;
        break;
      default: // A comment (the line starts with a colon), or a field of a later standard.
    }
  }

  #dispatch(): ServerEvent[] {
    const { id, event, data } = this.#pending;
    this.#pending = nothing();
    this.lastId = id ?? this.lastId;
    return data.length === 0 && event === ''
      ? []
      : [{ id, event: event === '' ? 'message' : event, data: data.join('\n') }];
  }
}
