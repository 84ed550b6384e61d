/** Defines what every part of an import's page is given. */
import type { ImportDetail } from '#contract/importing/wizard';

export interface ImportPartProps {
  one: ImportDetail;
  onChanged: () => void;
}
