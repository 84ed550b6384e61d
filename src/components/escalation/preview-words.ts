/** What the simulation says happens, in the reader's language; people and rooms are shown beside it. */
import type { z } from 'zod';
import type { escalationPreview, previewEntry, previewPerson } from '#contract/preview';
import { t } from '../../language.ts';

export type PreviewEntryWire = z.output<typeof previewEntry>;
export type PreviewPersonWire = z.output<typeof previewPerson>;
export type PreviewWire = z.output<typeof escalationPreview>;

/** The reasons that the engine gives for leaving a step; others are shown as they came. */
const REASONS: ReadonlyArray<readonly [RegExp, (parts: string[]) => string]> = [
  [/: it is outside its time window\.$/, () => t('preview.why-window', 'it is outside its hours')],
  [/: the severity (\w+) is below (\w+)\.$/, ([is, wanted]) => t('preview.why-severity', 'the severity {{is}} is below {{wanted}}', { is, wanted })],
  [/: its matchers do not match\.$/, () => t('preview.why-match', 'the labels do not match')],
  [/: there were (\d+) alerts in the last (\S+), fewer than (\d+)\.$/, ([seen, within, wanted]) => t('preview.why-alerts', 'there are {{seen}} alerts in {{within}}, fewer than {{wanted}}', { seen, within, wanted })],
  [/: everybody in it was already paged in this pass\.$/, () => t('preview.why-paged', 'everybody in it was already paged')],
  [/found nobody: rota (\S+) has nobody[^;]*\. Moving on at once\.$/, ([rota]) => t('preview.why-rota', 'nobody is on call on {{rota}}', { rota })],
  [/found nobody: (.+)\. Moving on at once\.$/, ([why]) => t('preview.why-nobody', 'it finds nobody ({{why}})', { why })],
];

function reasonOf(text: string): string {
  for (const [pattern, say] of REASONS) {
    const parts = pattern.exec(text);
    if (parts !== null) {
      return say(parts.slice(1));
    }
  }
  return text;
}

/** `Step 2`, or with the pass where it is not the first. */
function stepName({ step, pass }: PreviewEntryWire): string {
  return pass !== null && pass > 1 ? t('preview.step-pass', 'Step {{step}}, pass {{pass}}', { step, pass }) : t('preview.step', 'Step {{step}}', { step });
}

export function entryText(entry: PreviewEntryWire): string {
  const step = entry.step === null ? null : stepName(entry);
  switch (entry.kind) {
    case 'opened':
      return t('preview.opened', 'The alert opens an incident');
    case 'step':
      return step ?? entry.text;
    case 'waiting':
      return step === null ? t('preview.rest', 'All steps are done; they start again a little later') : t('preview.waits', '{{step}} waits', { step });
    case 'skipped':
      return t('preview.skipped', '{{step}} is skipped: {{why}}', { step: step ?? '', why: reasonOf(entry.text) });
    case 'unreachable':
      return t('preview.unreachable', 'Nobody in it can be reached: the next step comes at once');
    case 'repeat':
      return t('preview.repeat', 'Nobody answered: the steps start again');
    case 'exhausted':
      return entry.people.length + entry.channels.length === 0 ? t('preview.exhausted-nobody', 'Nobody answered, and there is nobody left to tell') : t('preview.exhausted', 'Nobody answered: the last to be told');
    case 'held':
      return t('preview.held', 'A maintenance holds paging until it ends');
    default:
      return entry.text;
  }
}

export interface Moment {
  at: string;
  entries: PreviewEntryWire[];
}

/** What happens at the same instant belongs together. */
export function momentsOf(entries: readonly PreviewEntryWire[]): Moment[] {
  const moments: Moment[] = [];
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
