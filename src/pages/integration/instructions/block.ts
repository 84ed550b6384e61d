/** The types of instructions, and the facts about an integration that they use. */
import type { ListenerWire } from '../../../api/connection/connection-wire.ts';

export interface InstructionBlock {
  /** What to do with the text. */
  what: string;
  /** The name of a file or field, or “Command line”. */
  name: string;
  text: string;
}

export interface IngestAddress {
  /** The sidecar's public URL, without a trailing slash. */
  publicUrl: string;
  /** A placeholder if the reader may not see the token. */
  token: string;
  /** Id of the integration. */
  id: string;
  every: string | null;
  /** Messages must be signed. */
  isSigned: boolean;
  /** A file defines the integration. */
  isProvisioned: boolean;
  /** This is the only integration of its kind. */
  isOnly: boolean;
  listeners: readonly ListenerWire[];
}
