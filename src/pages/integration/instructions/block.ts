/** The types of instructions, and the facts about an integration that they use. */
import type { ListenerWire } from '../../../api/connection/connection-wire.ts';

export interface InstructionBlock {
  /** What to do with the text. */
  what: string;
  /** The name of a file or field, or “Command line”. */
  name: string;
  /** null: the files are all there is to it. */
  text: string | null;
  /** The text is a whole file, which is saved under this name. */
  saveAs?: string;
  /** Files to download, with this installation's addresses in them. */
  files?: readonly MonitorFile[];
  /** One of several ways to the same end, each with steps of its own; undefined: there is but one. */
  way?: string;
}

/** A file in `provisioning`, by the name that it is saved under. */
export type MonitorFile =
  | 'set-up.mjs'
  | 'vigie-media-type.yaml'
  | 'vigie-notify'
  | 'notify.conf'
  | 'commands.cfg'
  | 'contacts.cfg'
  | 'vigie.conf'
  | 'vigie';

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
  /** This Grafana's own, without a trailing slash. */
  grafanaUrl: string;
}
