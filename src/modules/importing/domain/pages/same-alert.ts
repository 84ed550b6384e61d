/** Tells whether two alerts, one of each side, are the same one. */
import { sha256 } from '#domain/sha256';
import type { AlertCase } from '#modules/importing/domain/pages/model';

/** How sure it is. `service`: only that it is of the same service, where a side has no keys. */
export const KINSHIPS = ['key', 'title', 'service'] as const;
export type Kinship = (typeof KINSHIPS)[number];

type Known = Pick<AlertCase, 'keys' | 'title' | 'integrations'>;

/** null: they have nothing in common. Symmetric. */
export function kinshipOf(a: Known, b: Known): Kinship | null {
  if (shares(a.keys, b.keys)) {
    return 'key';
  }
  const title = plainTitle(a.title);
  if (title !== '' && title === plainTitle(b.title)) {
    return 'title';
  }
  const isBlind = a.keys.length === 0 || b.keys.length === 0;
  return isBlind && shares(a.integrations, b.integrations) ? 'service' : null;
}

/**
 * Whether one side tells of the alert that the other has, so that a page may be missing. An alert of the same service
 * alone is another one.
 */
export function isSameAlert(a: Known, b: Known): boolean {
  const kinship = kinshipOf(a, b);
  return kinship === 'key' || kinship === 'title';
}

function shares(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

/** As monitors and pagers decorate it: `[FIRING:2] Disk full ` → `disk full`. */
export function plainTitle(title: string): string {
  return title
    .replace(/^\s*\[[^\]]*\]\s*/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** A key as both sides may write it: Alertmanager and Grafana send pagers the SHA-256 of the key that they group by. */
export function keyForms(key: string): string[] {
  return key === '' ? [] : [key, sha256(key)];
}
