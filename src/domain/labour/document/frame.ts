/** Defines what every section of the monthly document is made from. */
import type { DocumentTexts } from '#domain/labour/document/texts';
import type { Employer, UnitLanguage } from '#domain/labour/facts/unit';
import type { Statement } from '#domain/labour/statement/statement';

export interface DocumentFacts {
  employer: Employer | null;
  /** Name of the unit. */
  unit: string;
  language: UnitLanguage;
  /** SHA-256 of the statement's canonical JSON. */
  hash: string;
  /** ISO 4217. */
  currency: string;
  /** When it was made, with the offset of the unit's zone. */
  madeAt: string;
  /** Names of rotas by id. */
  rotas: ReadonlyMap<string, string>;
}

export interface DocumentFrame extends DocumentFacts {
  statement: Statement;
  words: DocumentTexts;
}
