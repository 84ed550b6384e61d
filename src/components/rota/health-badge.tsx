/** A badge for the health of a rota. */
import type { BadgeColor } from '@grafana/ui';
import { Badge } from '../page/badge.tsx';
import { DAY } from '#domain/time/duration';
import { now } from '../../api/live/clock.ts';
import { segment } from '../../api/client/client.ts';
import type { HealthWire } from '../../api/resources/rotas.ts';
import { useApi } from '../../api/client/use-api.ts';
import { isSerious } from './finding-text.ts';
import { t } from '../../language.ts';

/** The health of a rota over this many days from today. The query stays the same all day. */
function useHealth(rota: string, days: number) {
  const today = Math.floor(now() / DAY) * DAY;
  const query = { from: new Date(today).toISOString(), to: new Date(today + days * DAY).toISOString() };
  return useApi<HealthWire>({ path: `rotas/${segment(rota)}/health`, query }, { live: ['rota'], id: rota });
}

/** Red where somebody may not be reached, however seldom. */
export function healthColor({ score, findings }: Pick<HealthWire, 'score' | 'findings'>): BadgeColor {
  return findings.some(({ kind }) => isSerious(kind)) ? 'red' : score >= 90 ? 'green' : 'orange';
}

/** The same number as on the rota's page; how many problems it has, on being pointed at. */
export function HealthBadge({ rota }: { rota: string }) {
  const { data } = useHealth(rota, 90);
  if (data === null) {
    return null;
  }
  const serious = data.findings.filter(({ kind }) => isSerious(kind)).length;
  return (
    <Badge
      color={healthColor(data)}
      icon={serious > 0 ? 'exclamation-triangle' : 'check-circle'}
      text={t('health.score', '{{score}} of 100', { score: data.score })}
      {...(serious > 0 && {
        tooltip: t('health.serious', '', {
          count: serious,
          defaultValue_one: '{{count}} problem',
          defaultValue_other: '{{count}} problems',
        }),
      })}
    />
  );
}
