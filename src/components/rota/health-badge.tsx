/** A badge for the health of a rota. */
import { Badge } from '../page/badge.tsx';
import { DAY } from '#domain/time/duration';
import { now } from '../../api/live/clock.ts';
import { segment } from '../../api/client/client.ts';
import type { HealthWire } from '../../api/resources/rotas.ts';
import { useApi } from '../../api/client/use-api.ts';
import { isSerious } from './finding-text.ts';
import { t } from '../../language.ts';

/** The health of a rota over this many days from today. The query stays the same all day. */
export function useHealth(rota: string, days: number) {
  const today = Math.floor(now() / DAY) * DAY;
  const query = { from: new Date(today).toISOString(), to: new Date(today + days * DAY).toISOString() };
  return useApi<HealthWire>({ path: `rotas/${segment(rota)}/health`, query }, { live: ['rota'], id: rota });
}

export function HealthBadge({ rota }: { rota: string }) {
  const { data } = useHealth(rota, 90);
  if (data === null) {
    return null;
  }
  const serious = data.findings.filter(({ kind }) => isSerious(kind)).length;
  if (serious > 0) {
    return (
      <Badge
        color="red"
        icon="exclamation-triangle"
        text={t('health.serious', '', {
          count: serious,
          defaultValue_one: '{{count}} problem',
          defaultValue_other: '{{count}} problems',
        })}
      />
    );
  }
  return (
    <Badge
      color={data.score >= 90 ? 'green' : 'orange'}
      icon="check-circle"
      text={t('health.score', '{{score}} of 100', { score: data.score })}
    />
  );
}
