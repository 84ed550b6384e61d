/** Asks what the rules would say of a change, before it is saved. */
import { useMemo } from 'react';
import type { LabourPreviewRequest, LabourPreviewWire } from '#contract/labour/preview';
import { useApi } from '../../../api/client/use-api.ts';
import { useDebounced } from '../../browser/use-debounced.ts';

/** What a caller writes; fields with a default may be left out. */
export type PreviewedChange =
  | { rota: object; holdsFrom: string | null }
  | { override: { rota: string; change: object } }
  | { swap: object | string }
  | { takeOver: NonNullable<LabourPreviewRequest['takeOver']> | { rota: string; user: string } };

/** Ms without typing until it is asked. */
const CALM = 500;

/**
 * null while it is not known. A sidecar of an earlier version, a draft that is not complete and a caller who may not
 * save all have no answer: the rules never hinder a change, so that is no failure to show.
 */
export function useLabourPreview(change: PreviewedChange | null): LabourPreviewWire | null {
  const text = useDebounced(change === null ? null : JSON.stringify(change), CALM);
  const body = useMemo<unknown>(() => (text === null ? null : JSON.parse(text)), [text]);
  const asked = useApi<LabourPreviewWire>(body === null ? null : { method: 'POST', path: 'labour/preview', body }, {
    keep: true,
  });
  return body === null || asked.failure !== null ? null : asked.data;
}
