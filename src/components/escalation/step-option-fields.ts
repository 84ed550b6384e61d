/** The optional fields of a step that are plain values, with their labels in both languages. */
import type { TranslatedText } from '#contract/base/translated';
import type { StepWire } from '#contract/paging/policy';

/** Other settings have form fields of their own. */
export type StepOption = Exclude<keyof StepWire, 'notify' | 'wait' | 'urgency' | 'when' | 'until'>;

export type OptionValue = NonNullable<StepWire[StepOption]>;

/** `usual` is the value if a step lacks the field. */
export type OptionField =
  | { kind: 'number'; label: TranslatedText; usual: number; min: number; max: number }
  | { kind: 'switch'; label: TranslatedText; usual: boolean };

/** A field added to the contract does not compile without a line here. */
export const STEP_OPTIONS: Record<StepOption, OptionField> = {
  requireAcks: {
    kind: 'number',
    label: { en: 'Acknowledgements needed', fr: 'Prises en charge nécessaires' },
    usual: 1,
    min: 1,
    max: 100,
  },
  onlyNew: {
    kind: 'switch',
    label: { en: 'Skip people already paged', fr: 'Ignorer les personnes déjà alertées' },
    usual: false,
  },
};
