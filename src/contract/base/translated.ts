/** Texts in every language of the plugin, of which the reader's is shown. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';

export const translated = strict({ en: z.string(), fr: z.string() });

export type TranslatedText = Readonly<z.output<typeof translated>>;
