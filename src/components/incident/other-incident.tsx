/** A link to another incident, by the number by which people know it. */
import { TextLink } from '@grafana/ui';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';

interface Props {
  id: string;
  /** undefined: not known yet, or the incident is not kept any more. */
  number: unknown;
}

export function OtherIncident({ id, number }: Props) {
  return typeof number === 'number' ? (
    <TextLink href={`${PLUGIN_ROOT}/incidents/${id}`}>{t('entry.other', 'View #{{number}}', { number })}</TextLink>
  ) : null;
}
