/** Defines what an import is told on the command line, and what the world around it must offer. */
import type { Problem } from '#contract/base/problem';
import type { ConfigKind } from '#contract/config';
import type { ReferenceFacts } from '#contract/references';
import type { ImportSource } from '#modules/importing/domain/model';
import type { ZoneTable } from '#domain/time/zone';
import type { DatabaseTables } from './pager.ts';
import type { PagerTransport, ReaderClock } from './reading/reader.ts';
import type { VigieTransport } from './vigie/client.ts';

export const IMPORT_STEPS = ['fetch', 'plan', 'prove', 'apply'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

export interface ImportSettings {
  source: ImportSource;
  /** null: all, asking before `apply`. */
  step: ImportStep | null;
  snapshot: string;
  url: string | null;
  /** A backup of the source's own tool, in place of the source; absent: the source is asked. */
  fromBackup?: string;
  /** A database of the source, or a dump of its tables, in place of the source; absent: the source is asked. */
  fromDatabase?: string;
  keyFile: string | null;
  vigie: string | null;
  vigieTokenFile: string | null;
  people: string;
  days: number;
  /** null: through the API. */
  toFolder: string | null;
  localTime: boolean;
  redact: boolean;
  again: boolean;
  yes: boolean;
  /** What `apply` makes pages at once; else nobody before the team is switched to real. */
  live: boolean;
  json: boolean;
}

export interface ImportWorld {
  transport: PagerTransport;
  /** Bytes of all answers of the pager; absent: no limit. */
  mostRead?: number;
  vigieTransport: VigieTransport;
  clock: ReaderClock;
  zone(name: string): ZoneTable | null;
  references: ReferenceFacts;
  /** Checks that a channel or contact method makes itself. */
  checkOwn(kind: ConfigKind, body: unknown): Problem[];
  /** null: there is no such file, or it cannot be read. */
  readFile(file: string): Promise<string | null>;
  writeFile(file: string, text: string): Promise<boolean>;
  /** These tables of a SQLite file, or of a dump as JSON; a text says why not. Absent: no databases are read. */
  readDatabase?(file: string, tables: readonly string[]): Promise<DatabaseTables | string>;
  /** For people. */
  progress(line: string): void;
  /** The result: for people, or with `--json` for programs. */
  print(text: string): void;
  /** null: nobody is there to answer. */
  ask(question: string): Promise<boolean | null>;
}
