/** Defines texts that exist in every language of the plugin; readers see the one in their language. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';

export const translated = strict({ en: z.string(), fr: z.string() });

export type TranslatedText = Readonly<z.output<typeof translated>>;
