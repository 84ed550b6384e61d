/** Parts of the ways to set HTTP gateways up. */
import type { TranslatedText } from '#contract/base/translated';
import type { ChannelSetup } from '../../ports/channel.ts';
import type { PresetId } from './presets.ts';

/** `name`: that of a product, or in both languages. */
type Preset = Omit<ChannelSetup, 'id' | 'group' | 'settings' | 'name'> & { name: string | TranslatedText };

export function preset(id: PresetId, { name, ...rest }: Preset): ChannelSetup {
  return {
    id,
    group: 'sms',
    name: typeof name === 'string' ? { en: name, fr: name } : name,
    ...rest,
    settings: { preset: id },
  };
}

/** Receipts and replies come to addresses with a token in them. */
export function reports(what: TranslatedText, lines: readonly string[], name = 'URL'): ChannelSetup['steps'][number] {
  return { what, copy: { name, text: [...lines] } };
}

export const REPLIES = '{publicUrl}/callbacks/{id}/reply/{callbackToken}';
export const RECEIPTS = '{publicUrl}/callbacks/{id}/receipt/{callbackToken}';
