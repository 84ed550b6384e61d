/** What instructions are made of, and what they are told about the integration. */
import type { ListenerWire } from '../../../api/connection/connection-wire.ts';

export interface InstructionBlock {
  /** What to do with it. */
  what: string;
  /** A file, a field, a command line. */
  name: string;
  text: string;
}

export interface IngestAddress {
  /** Where the sidecar is reached from outside, without a slash at the end. */
  publicUrl: string;
  /** A placeholder where the reader may not see it. */
  token: string;
  /** Of the integration. */
  id: string;
  every: string | null;
  /** Messages must carry a signature. */
  isSigned: boolean;
  /** A file states the integration. */
  isProvisioned: boolean;
  /** No other integration is of its kind. */
  isOnly: boolean;
  listeners: readonly ListenerWire[];
}
