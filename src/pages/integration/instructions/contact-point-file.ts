/** Writes a provisioning file with a Grafana contact point, ready to copy. */
import { t } from '../../../language.ts';
import type { IngestAddress } from './block.ts';

/** Says where to find the secret that the provisioned contact point signs with. */
export function secretText({ provisioned }: { provisioned: boolean }): string {
  return provisioned
    ? t('setup.secret-file', 'VIGIE_HMAC, in Grafana’s environment, is the secret that the integration’s file gives.')
    : t(
        'setup.secret-own',
        'VIGIE_HMAC, in Grafana’s environment, is a secret of its own: “Secrets of other Grafanas” below makes it, and shows it once.',
      );
}

export interface ContactPointFile extends Pick<IngestAddress, 'publicUrl' | 'token' | 'id' | 'isOnly'> {
  /** The identity in an existing file. Another uid would add a second webhook, another name a second contact point. */
  point?: { uid: string; name: string };
}

const HMAC = [
  '          hmacConfig:',
  '            secret: $VIGIE_HMAC',
  '            header: X-Grafana-Alerting-Signature',
  '            timestampHeader: X-Grafana-Alerting-Signature-Timestamp',
];

export function contactPointYaml(
  {
    publicUrl,
    token,
    id,
    isOnly,
    point = { uid: contactPointUid(id), name: contactPointName(id, isOnly) },
  }: ContactPointFile,
  isSigned: boolean,
): string {
  return [
    'apiVersion: 1',
    'contactPoints:',
    '  - orgId: 1',
    `    name: ${point.name}`,
    '    receivers:',
    `      - uid: ${point.uid}`,
    '        type: webhook',
    '        settings:',
    `          url: ${publicUrl}/in`,
    '          httpMethod: POST',
    "          maxAlerts: '0'",
    '          authorization_scheme: Bearer',
    // A dollar sign in a provisioning file starts a variable, so it is doubled.
    `          authorization_credentials: ${token.replaceAll('$', '$$$$')}`,
    ...(isSigned ? HMAC : []),
    '',
  ].join('\n');
}

const UID_LENGTH = 40;

/**
 * Grafana allows 40 letters, digits, `-` and `_`. A longer id gets a digest at its end, because two integrations with
 * the same uid would overwrite each other's contact point.
 */
export function contactPointUid(id: string): string {
  const plain = `vigie-${id.replace(/[^A-Za-z0-9_-]/g, '-')}`;
  if (plain === `vigie-${id}` && plain.length <= UID_LENGTH) {
    return plain;
  }
  const end = `-${digest(id)}`;
  return `${plain.slice(0, UID_LENGTH - end.length)}${end}`;
}

/** FNV-1a with 32 bits: for uniqueness, not for secrecy. */
function digest(text: string): string {
  const bits = [...new TextEncoder().encode(text)].reduce(
    (hash, byte) => Math.imul(hash ^ byte, 0x01000193),
    0x811c9dc5,
  );
  return (bits >>> 0).toString(36);
}

/** Grafana merges contact points with the same name; each would get the alerts of all. */
function contactPointName(id: string, isOnly: boolean): string {
  return isOnly ? 'Vigie' : `Vigie ${id}`;
}
