/** Counts how many of the source's objects ended in each class. */
import { IMPORT_CLASSES } from '#modules/importing/domain/model';
import type { ImportClass } from '#modules/importing/domain/model';

export function countsByClass(items: ReadonlyArray<{ class: ImportClass }>): Record<ImportClass, number> {
  const counts = Object.fromEntries(IMPORT_CLASSES.map((one) => [one, 0])) as Record<ImportClass, number>;
  items.forEach((item) => counts[item.class]++);
  return counts;
}
