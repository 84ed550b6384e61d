/** Describes simulated events in the reader's language, without people and rooms, which are shown beside the text. */
import type { z } from 'zod';
import type { escalationPreview, previewEntry, previewPerson } from '#contract/rotas/preview';
import { NOT_AVAILABLE } from '#contract/reasons/timeline';
import { wordsOf } from '#contract/reasons/reason';
import { t } from '../../language.ts';
import { NOT_AVAILABLE_WORDS } from './available-words.ts';
import { skippedBecause } from './skipped-words.ts';

export type PreviewEntryWire = z.output<typeof previewEntry>;
export type PreviewPersonWire = z.output<typeof previewPerson>;
export type EscalationPreviewWire = z.output<typeof escalationPreview>;

/** `Step 2`, with the pass unless it is the first. */
function stepName({ step, pass }: PreviewEntryWire): string {
  return pass !== null && pass > 1
    ? t('preview.step-pass', 'Step {{step}}, pass {{pass}}', { step, pass })
    : t('preview.step', 'Step {{step}}', { step });
}

/** @param name as `useName` gives it */
export function entryText(
  entry: PreviewEntryWire,
  name: (kind: 'people' | 'rotas' | 'teams', key: string) => string,
  time: (at: number) => string,
): string {
  const step = entry.step === null ? null : stepName(entry);
  switch (entry.kind) {
    case 'opened':
      return t('preview.opened', 'The alert opens an incident');
    case 'step':
      return entry.reason === 'waited'
        ? t('preview.waited', 'Paged now, although not available before')
        : (step ?? entry.text);
    case 'waiting':
      return entry.reason === 'waiting-for-window' && step !== null
        ? t('preview.pauses', '{{step}} waits until its time window opens', { step })
        : step === null
          ? t('preview.rest', 'All steps are done; they start again a little later')
          : t('preview.waits', '{{step}} waits', { step });
    case 'skipped': {
      const why = skippedBecause(entry, name);
      return step === null || why === null
        ? entry.text
        : t('preview.skipped', '{{step}} is skipped: {{why}}', { step, why });
    }
    case 'warning':
      return entry.reason === 'window-never-opens' && step !== null
        ? t('preview.never-opens', '{{step}} does not wait: its time window does not open within 8 days', { step })
        : entry.text;
    case 'unreachable':
      return entry.data['waited'] === undefined && entry.data['paused'] === undefined
        ? t('preview.unreachable', 'Nobody in it can be reached: the next step starts at once')
        : t('preview.unreachable-waited', 'Nobody in it can be reached');
    case 'repeat':
      return t('preview.repeat', 'No answer: the steps start again');
    case 'exhausted':
      return entry.people.length + entry.channels.length === 0
        ? t('preview.exhausted-nobody', 'No answer, and nobody left to notify')
        : t('preview.exhausted', 'No answer: final notification');
    case 'held':
      return (
        wordsOf(NOT_AVAILABLE, NOT_AVAILABLE_WORDS, entry, { name, time }) ??
        t('preview.held', 'A maintenance holds paging until it ends')
      );
    default:
      return entry.text;
  }
}

export interface PreviewMoment {
  at: string;
  entries: PreviewEntryWire[];
}

/** Groups entries of the same instant. */
export function momentsOf(entries: readonly PreviewEntryWire[]): PreviewMoment[] {
  const moments: PreviewMoment[] = [];
  for (const entry of entries) {
    const last = moments.at(-1);
    if (last?.at === entry.at) {
      last.entries.push(entry);
    } else {
      moments.push({ at: entry.at, entries: [entry] });
    }
  }
  return moments;
}
