/** Picks the texts of messages by language. */
import type { Language } from '#domain/notify/responder';
import { en } from '#domain/notify/render/words/en';
import type { MessageTexts } from '#domain/notify/render/words/en';
import { fr } from '#domain/notify/render/words/fr';

const LANGUAGES: Record<Language, MessageTexts> = { en, fr };

export function texts(language: Language): MessageTexts {
  return LANGUAGES[language];
}
