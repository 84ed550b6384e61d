/** Reads the destination of a message: a person's contact method has an address, a room has settings and secrets. */
import type { DeliveryRequest } from '../../../ports/channel.ts';

export function textSetting(settings: Record<string, unknown>, name: string): string | null {
  const value = settings[name];
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;
}

/** The address of a room. Whoever knows it can post there, so it may be a secret. */
export function secretUrl({ to, settings, secrets }: Pick<DeliveryRequest, 'to' | 'settings' | 'secrets'>): string {
  return secrets['url'] || textSetting(settings, 'url') || to;
}

export function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'invalid';
}

/** @returns what is wrong with a web address, or null */
export function wrongUrl(text: string): string | null {
  const url = URL.parse(text);
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  return isWeb && !/\s/.test(text) ? null : 'must be a complete address that begins with https:// or http://';
}
