/** Writes and reads labels in addresses: `name=value,other=value`, where commas within them are `\,`. */
import { z } from 'zod';
import { wellFormed } from '#contract/base/why';

export type LabelPair = [name: string, value: string];

/** Between commas that no backslash precedes. */
const PARTS = /(?:\\.|[^,\\])+/gsu;

const labelPair = z
  .string()
  .regex(...wellFormed('other', /^[^=]+=/u, 'must be a label such as service=checkout'))
  .transform((text): LabelPair => {
    const at = text.indexOf('=');
    return [text.slice(0, at), text.slice(at + 1)];
  });

/** All of these. A repeated parameter works, too. */
export const labelList = z.preprocess((value: unknown) => {
  const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
  const parts = texts.flatMap((text) => text.match(PARTS) ?? []).map((part) => part.replace(/\\(.)/gsu, '$1'));
  return parts.length === 0 ? undefined : parts;
}, z.array(labelPair).max(100).optional());

export function labelsText(labels: readonly (readonly [string, string])[]): string {
  return labels.map(([name, value]) => `${name}=${value}`.replace(/[\\,]/gu, '\\$&')).join(',');
}
