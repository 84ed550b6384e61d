/** Turns the settings of a voice service into what a call needs. */
import type { Language } from '#domain/notify/responder';
import type { ChannelService } from '../../ports/channel.ts';
import { textSetting } from '../shared/fields/destination.ts';
import { numberOf } from '../shared/fields/number.ts';

export interface CallVoice {
  voice: string;
  language: string;
}

export interface CallSettings {
  from: string;
  /** Seconds. */
  ring: number;
  voices: Record<Language, CallVoice>;
}

export type VoiceSettingsRead = { ok: true; settings: CallSettings } | { ok: false; problem: string };

const RING = 25;

export function voicesOf({ settings }: Pick<ChannelService, 'settings'>): Record<Language, CallVoice> {
  return {
    en: { voice: textSetting(settings, 'voiceEn') ?? 'Polly.Amy', language: 'en-GB' },
    fr: { voice: textSetting(settings, 'voiceFr') ?? 'Polly.Lea', language: 'fr-FR' },
  };
}

export function readSettings(service: Pick<ChannelService, 'settings'>): VoiceSettingsRead {
  const from = numberOf(textSetting(service.settings, 'from') ?? '');
  const ring = Number(textSetting(service.settings, 'ring') ?? RING);
  if (from === null) {
    return { ok: false, problem: '"from" must be the number that calls, with its country, like +33937000000' };
  }
  if (!Number.isInteger(ring) || ring < 5 || ring > 120) {
    return { ok: false, problem: '"ring" must be a whole number of seconds from 5 to 120' };
  }
  return { ok: true, settings: { from, ring, voices: voicesOf(service) } };
}
