import { isFrench } from '../../language.ts';

/** Texts that come from the sidecar in both languages. */
export function inOwnLanguage({ en, fr }: { en: string; fr: string }): string {
  return isFrench() ? fr : en;
}
