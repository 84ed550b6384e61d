/** Runs one command on the selected incidents, offers to take it back, and says what was not done. */
import { useState } from 'react';
import type { ApiFailure } from '../../../api/client/failure.ts';
import type { BulkOutcome, IncidentCommand } from '../../../api/resources/incidents.ts';
import { commandMany } from '../../../api/resources/incidents.ts';
import { toast } from '../../../components/browser/toast.ts';
import { afterColon } from '../../../components/text/punctuation.ts';
import { bulkReason } from '../../../components/undo/bulk-reason.ts';
import { isUndoableInBulk, offerUndoingMany } from '../../../components/undo/offer-undoing.ts';
import { t } from '../../../language.ts';
import type { Names } from './use-selection.ts';

/** One line for each incident that was not changed. */
function refusals(items: readonly BulkOutcome[], names: Names): string[] {
  return items.filter(({ ok }) => !ok).map((item) => `${names.get(item.id) || item.id}${afterColon(bulkReason(item))}`);
}

function sayHowMany(count: number): void {
  toast(
    count === 0
      ? t('bulk.unchanged', 'Nothing to change: it was so already')
      : t('bulk.done', '', {
          count,
          defaultValue_one: '{{count}} incident changed',
          defaultValue_other: '{{count}} incidents changed',
        }),
  );
}

/** Older sidecars do not say what changed, and take back resolutions only. */
function isTakenBack(name: string, items: readonly BulkOutcome[]): boolean {
  return name === 'resolve' || items.every(({ ok, changed }) => !ok || changed !== undefined);
}

export interface BulkRun {
  isRunning: boolean;
  failure: ApiFailure | null;
  /** Before it failed, some were changed. */
  isPartial: boolean;
  /** A line for each incident that was not changed. */
  refused: readonly string[];
  closeFailure: () => void;
  closeRefused: () => void;
  /** @returns whether all were asked for */
  run: (names: Names, name: IncidentCommand, body?: object) => Promise<boolean>;
}

/** @param onDone called after each command, and after it was taken back */
export function useBulk(onDone: () => void): BulkRun {
  const [refused, setRefused] = useState<string[]>([]);
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isPartial, setPartial] = useState(false);
  const run = async (names: Names, name: IncidentCommand, body?: object): Promise<boolean> => {
    setRunning(true);
    setFailure(null);
    setRefused([]);
    const { items, failure: failed } = await commandMany([...names.keys()], name, body);
    setRunning(false);
    setFailure(failed);
    setPartial(items.length > 0);
    setRefused(refusals(items, names));
    const done = items.filter(({ ok, changed }) => ok && changed !== false).map(({ id }) => id);
    if (done.length > 0 && isUndoableInBulk(name) && isTakenBack(name, items)) {
      offerUndoingMany(name, done, names, onDone);
    } else if (done.length > 0 || (failed === null && items.every(({ ok }) => ok))) {
      sayHowMany(done.length);
    }
    onDone();
    return failed === null;
  };
  return {
    isRunning,
    failure,
    isPartial,
    refused,
    run,
    closeFailure: () => setFailure(null),
    closeRefused: () => setRefused([]),
  };
}
