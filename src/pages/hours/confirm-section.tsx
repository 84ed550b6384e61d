/** Interventions whose end is assumed until the person says when they stopped. */
import type { IncidentWire } from '#contract/incidents/incident';
import type { ConfirmationAnswer, InterventionWire } from '#contract/rotas/duty';
import type { ZoneTable } from '#domain/time/zone';
import { segment } from '../../api/client/client.ts';
import type { QueryState } from '../../api/client/use-api.ts';
import { useApiEach } from '../../api/client/use-api.ts';
import { Answer } from '../../components/page/answer.tsx';
import { Section } from '../../components/page/section.tsx';
import { t } from '../../language.ts';
import { ConfirmItem } from './confirm-item.tsx';
import { isToConfirm } from './stopped-at.ts';

interface Props {
  asked: QueryState<InterventionWire[]>;
  zone: ZoneTable | null;
  onConfirmed: (answer: ConfirmationAnswer) => void;
}

export function ConfirmSection({ asked, zone, onConfirmed }: Props) {
  const open = asked.data?.filter(isToConfirm) ?? [];
  const ids = [...new Set(open.map(({ incident }) => incident))];
  const incidents = useApiEach<IncidentWire>(ids.map((id) => ({ path: `incidents/${segment(id)}` }))).data ?? [];
  return (
    <Section title={t('hours.confirm', 'When did you stop?')}>
      <Answer asked={asked}>
        {() =>
          open.length === 0 ? (
            <div>{t('hours.none-to-confirm', 'Nothing to confirm.')}</div>
          ) : (
            <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 16 }}>
              {open.map((one) => (
                <ConfirmItem
                  key={one.id}
                  intervention={one}
                  number={incidents.find((incident) => incident?.id === one.incident)?.number ?? null}
                  zone={zone}
                  onDone={(answer) => {
                    asked.reload();
                    onConfirmed(answer);
                  }}
                />
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}
