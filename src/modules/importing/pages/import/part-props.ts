/** Defines what every part of an import's page is given. */
import type { ImportDetail } from '#modules/importing/contract/wizard';

export interface ImportPartProps {
  one: ImportDetail;
  onChanged: () => void;
}
