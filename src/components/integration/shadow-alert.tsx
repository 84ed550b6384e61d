/** A notice that names what is in shadow, so that nobody forgets it. */
import { Alert, TextLink } from '@grafana/ui';
import type { StatusWire } from '../../api/connection/connection-wire.ts';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { useName } from '../people/directory.tsx';

/** Nothing while everything is real. @param shadow undefined before it is known, and with a sidecar of 0.1 */
export function ShadowAlert({ shadow }: { shadow: StatusWire['shadow'] }) {
  const name = useName();
  if (shadow === undefined || !(shadow.all || shadow.teams.length + shadow.integrations.length > 0)) {
    return null;
  }
  const names = [
    ...shadow.teams.map((id) => name('teams', id)),
    ...shadow.integrations.map((id) => name('integrations', id)),
  ].join(', ');
  const title = shadow.all
    ? t('shadow.notice-all', 'In shadow: nobody is paged')
    : t('shadow.notice', 'In shadow, nobody is paged: {{names}}', { names });
  return (
    <Alert severity="warning" title={title}>
      {t('shadow.notice-body', 'Everything is decided and shown, and nothing is sent.')}{' '}
      {!shadow.all && t('shadow.notice-until', 'It pages nobody before somebody switches it to real.')}{' '}
      <TextLink inline href={`${PLUGIN_ROOT}/people?tab=teams`}>
        {t('shadow.notice-link', 'Teams')}
      </TextLink>
    </Alert>
  );
}
