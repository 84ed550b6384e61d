/** Texts that the sidecar has in every language of the plugin; the reader's own is shown. */
import { z } from 'zod';
import { strict } from '#contract/base/schema';

export const translated = strict({ en: z.string(), fr: z.string() });

export type Translated = Readonly<z.output<typeof translated>>;
