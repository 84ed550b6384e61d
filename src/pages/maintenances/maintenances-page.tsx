/** The page of maintenances. */
import { useState } from 'react';
import type { BadgeColor } from '@grafana/ui';
import { Button, EmptyState } from '@grafana/ui';
import { Badge } from '../../components/page/badge.tsx';
import type { ZoneTable } from '#domain/time/zone';
import { now } from '../../api/live/clock.ts';
import { useZones } from '../../api/resources/calendar.ts';
import { useApiPages } from '../../api/client/use-api.ts';
import { conditionTexts } from '../../components/conditions/condition-text.ts';
import { BeginDrawer } from '../../components/maintenance/begin-drawer.tsx';
import { EndButton } from '../../components/maintenance/end-button.tsx';
import type { StoredMaintenance } from '../../components/maintenance/switch-draft.ts';
import { EditButton } from '../../components/list/edit-button.tsx';
import { ListRow, RowList } from '../../components/list/row-list.tsx';
import { Answer } from '../../components/page/answer.tsx';
import { LinkedText } from '../../components/text/linked-text.tsx';
import { useName } from '../../components/people/directory.tsx';
import { localSpanText } from '../../components/time/format-local.ts';
import { Page } from '../../components/page/page.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { t } from '../../language.ts';
import { SilenceHint } from './silence-hint.tsx';
import { useAuthors } from './use-authors.ts';
import { MaintenanceDrawer, repeatText } from './maintenance-drawer.tsx';
import type { MaintenancePhase } from './when.ts';
import { byPhase, phaseOf, timesFrom } from './when.ts';
import { afterColon } from '../../components/text/punctuation.ts';

const PHASES: Record<MaintenancePhase, { color: BadgeColor; text: () => string }> = {
  running: { color: 'orange', text: () => t('maintenance.running', 'Now') },
  coming: { color: 'blue', text: () => t('maintenance.coming', 'Upcoming') },
  repeats: { color: 'blue', text: () => t('maintenance.repeats', 'Repeats') },
  over: { color: 'darkgrey', text: () => t('maintenance.over', 'Ended') },
};

/** An existing maintenance, a new one, or one that begins at once. */
type Edited = StoredMaintenance | 'new' | 'now' | null;

interface MaintenancesProps {
  mayEdit: boolean;
  edited: Edited;
  onEdit: (what: Edited) => void;
}

const spanText = ({ start, end }: { start: string; end: string }) => localSpanText(start, end);

/** Which alerts are meant. */
function aboutText({ integrations, match }: StoredMaintenance, name: ReturnType<typeof useName>): string {
  return [...integrations.map((id) => name('integrations', id)), ...conditionTexts(match)].join(', ');
}

interface RowProps {
  maintenance: StoredMaintenance;
  zone: ZoneTable | undefined;
  phase: MaintenancePhase;
  author: string | null;
  /** null if the reader may not. */
  onEdit: (() => void) | null;
  onEnded: () => void;
}

function Row({ maintenance: one, zone, phase, author, onEdit, onEnded }: RowProps) {
  const name = useName();
  return (
    <ListRow
      name={one.name ?? one.id}
      text={
        <>
          {spanText(zone === undefined ? one : timesFrom(one, zone, now()))} ({one.timeZone})
          {one.repeat !== null && `, ${repeatText(one.repeat)}`}
        </>
      }
      textMore={
        <>
          {aboutText(one, name)}
          {afterColon(
            one.action === 'hold'
              ? t('maintenance.hold', 'Page nobody')
              : t('maintenance.instead', 'Escalate by {{policy}} instead', {
                  policy: name('policies', one.action.policy),
                }),
          )}
          {one.reason && <LinkedText text={one.reason} />}
          {author !== null && <div>{author}</div>}
        </>
      }
      tools={
        <>
          {zone !== undefined && <Badge color={PHASES[phase].color} text={PHASES[phase].text()} />}
          {onEdit !== null && phase === 'running' && zone !== undefined && !one.provisioned && (
            <EndButton maintenance={one} zone={zone} name={one.name ?? one.id} onEnded={onEnded} />
          )}
          <EditButton name={one.name ?? one.id} isProvisioned={one.provisioned} onEdit={onEdit} onTry={onEdit} />
        </>
      }
    />
  );
}

function Maintenances({ mayEdit, edited, onEdit }: MaintenancesProps) {
  const asked = useApiPages<StoredMaintenance>({ path: 'maintenances' });
  const author = useAuthors(asked.data);
  // While a new zone is requested, the known ones are kept.
  const zones = useZones(asked.data?.map(({ timeZone }) => timeZone) ?? null).data?.zones ?? {};
  // The phase is kept beside the maintenance, not in it, so that it is not saved.
  const phased = (items: StoredMaintenance[]) =>
    byPhase(
      items.map((one) => {
        const zone = zones[one.timeZone];
        return {
          one,
          zone,
          start: one.start,
          phase: zone === undefined ? ('coming' as const) : phaseOf(one, zone, now()),
        };
      }),
    );
  return (
    <>
      <Answer asked={asked}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState variant="completed" message={t('maintenances.none', 'No maintenance planned')}>
              {t(
                'maintenances.none-more',
                'During a maintenance, incidents of its alerts are recorded, but page nobody, or go to another policy.',
              )}
            </EmptyState>
          ) : (
            <RowList
              heads={[t('maintenances.head-name', 'Maintenance'), t('maintenances.head-when', 'When, and for what')]}
            >
              {phased(items).map(({ one, zone, phase }) => (
                <Row
                  key={one.id}
                  maintenance={one}
                  zone={zone}
                  phase={phase}
                  author={author(one, zone)}
                  onEdit={mayEdit ? () => onEdit(one) : null}
                  onEnded={asked.reload}
                />
              ))}
            </RowList>
          )
        }
      </Answer>
      {edited === 'now' && (
        <BeginDrawer
          integration={null}
          known={asked.data ?? []}
          onClose={() => onEdit(null)}
          onBegun={() => {
            onEdit(null);
            asked.reload();
          }}
        />
      )}
      {edited !== null && edited !== 'now' && (
        <MaintenanceDrawer
          maintenance={edited === 'new' ? null : edited}
          onClose={() => onEdit(null)}
          onSaved={() => {
            onEdit(null);
            asked.reload();
          }}
        />
      )}
    </>
  );
}

export default function MaintenancesPage() {
  const me = useMe();
  const [edited, setEdited] = useState<Edited>(null);
  const mayEdit = me?.can.edit === true;
  const add = mayEdit && (
    <>
      <Button icon="play" onClick={() => setEdited('now')}>
        {t('switch.begin', 'Start now')}
      </Button>
      <Button icon="plus" variant="secondary" onClick={() => setEdited('new')}>
        {t('maintenances.add', 'New maintenance')}
      </Button>
    </>
  );
  return (
    <Page title={t('maintenances.title', 'Maintenance')} subtitle={<SilenceHint />} actions={add}>
      <Maintenances mayEdit={mayEdit} edited={edited} onEdit={setEdited} />
    </Page>
  );
}
