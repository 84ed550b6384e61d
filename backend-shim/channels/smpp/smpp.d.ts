/** Declares types for the parts of `smpp` that Vigie uses, since the package has none. Names are as in SMPP 3.4. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  export interface Pdu {
    command: string;
    command_status: number;
    sequence_number: number;
    message_id?: string;
    source_addr?: string;
    destination_addr?: string;
    esm_class?: number;
    data_coding?: number;
    registered_delivery?: number;
    short_message?: Text;
    message_payload?: Text;
    receipted_message_id?: string;
    message_state?: number;
    system_id?: string;
    password?: string;
    isResponse(): boolean;
    response(fields?: Record<string, unknown>): Pdu;
  }

  /** A received text: `message` is a Buffer where its alphabet is unknown. */
  export interface Text {
    message?: string | Buffer;
    udh?: Buffer[];
  }

  type Request = (fields: Record<string, unknown>, answered?: (answer: Pdu) => void) => boolean;

  export interface Session extends EventEmitter {
    socket: Socket;
    send(pdu: Pdu): boolean;
    submit_sm: Request;
    deliver_sm: Request;
    bind_transceiver: Request;
    enquire_link: Request;
    unbind: Request;
    /** Reads no more until `resume`. */
    pause(): void;
    resume(): void;
    close(): void;
    destroy(): void;
  }

  export interface Server extends NetServer {
    sessions: Session[];
  }

  interface Smpp {
    connect(options: Record<string, unknown>): Session;
    createServer(options: Record<string, unknown>, onSession: (session: Session) => void): Server;
    /** GSM 03.38, one octet a septet. */
    encodings: { ASCII: { encode(text: string): Buffer } };
  }

  const smpp: Smpp;
  export default smpp;
}
