/** Defines what every section of the monthly document is made from. */
import type { DocumentTexts } from '#domain/labour/document/texts';
import type { Employer, UnitLanguage } from '#domain/labour/facts/unit';
import type { Statement } from '#domain/labour/statement/statement';

export interface DocumentFrame {
  statement: Statement;
  words: DocumentTexts;
  language: UnitLanguage;
  currency: string;
  employer: Employer | null;
  unit: string;
  madeAt: string;
  rotas: ReadonlyMap<string, string>;
}
