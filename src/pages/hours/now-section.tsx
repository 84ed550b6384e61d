/** What matters now: starts that moved, because a rest is not complete. */
import { Icon, Stack } from '@grafana/ui';
import type { RestWire, UpcomingRestWire } from '#contract/labour/rest';
import type { ZoneTable } from '#domain/time/zone';
import type { StoredUnit } from '../../api/labour/labour.ts';
import type { QueryState } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { Section } from '../../components/page/section.tsx';
import { hoursText, timeText } from '../../components/time/format.ts';
import { useNow } from '../../components/time/use-now.ts';
import { useZone } from '../../components/time/zone.tsx';
import { t } from '../../language.ts';
import { BeganForm } from './began-form.tsx';
import { restLength } from './rest-length.ts';

interface Props {
  asked: QueryState<UpcomingRestWire[]>;
  units: readonly StoredUnit[];
  zones: Readonly<Record<string, ZoneTable>>;
}

export function NowSection({ asked, units, zones }: Props) {
  const now = useNow(60_000);
  return (
    <Section title={t('hours.now', 'What matters now')}>
      <Answer asked={asked}>
        {(rests) => {
          const ahead = rests.filter((one) => isAhead(one, now));
          return ahead.length === 0 ? (
            <Stack gap={1} alignItems="center">
              <Icon name="check-circle" />
              {t('hours.all-good', 'All good: nothing moves your next start.')}
            </Stack>
          ) : (
            <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
              {ahead.map((one) => (
                <RestItem
                  key={`${one.unit} ${one.plannedAt}`}
                  rest={one}
                  unit={units.find(({ id }) => id === one.unit)}
                  zones={zones}
                  onSaid={asked.reload}
                />
              ))}
            </ul>
          );
        }}
      </Answer>
    </Section>
  );
}

function isAhead({ state, startedAt, earliestAt }: UpcomingRestWire, now: number): boolean {
  return state === 'applies' && startedAt === null && Date.parse(earliestAt) > now;
}

interface ItemProps {
  rest: UpcomingRestWire;
  unit: StoredUnit | undefined;
  zones: Props['zones'];
  onSaid: () => void;
}

/** What was answered a moment ago is not recorded yet, and has no id. */
function isRecorded(rest: UpcomingRestWire): rest is RestWire {
  return 'id' in rest;
}

function RestItem({ rest, unit, zones, onSaid }: ItemProps) {
  const now = useNow(60_000);
  const zone = useZone();
  const shown = zones[zone];
  const earliest = Date.parse(rest.earliestAt);
  const table = unit && zones[unit.timeZone];
  const length = unit && table ? restLength(unit, rest, table) : null;
  const time = timeText(earliest, now, zone);
  return (
    <li>
      <strong>
        {length === null
          ? t('hours.not-before', 'You may not start before {{time}}.', { time })
          : t('hours.rest-until', 'You may not start before {{time}}: {{hours}} of rest after {{end}}.', {
              time,
              hours: hoursText(length),
              end: timeText(earliest - length, now, zone),
            })}
      </strong>
      {isRecorded(rest) && Date.parse(rest.plannedAt) <= now && shown !== undefined && (
        <BeganForm rest={rest} zone={shown} onSaid={onSaid} />
      )}
      {rest.provisional && <div>{t('hours.provisional', 'This may change once you say when you stopped.')}</div>}
    </li>
  );
}
