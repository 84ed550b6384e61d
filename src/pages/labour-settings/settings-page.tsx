/** The page "Rules and pay": the set-up of a new unit, then its rules, pay, work profiles and checklist. */
import { useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { TeamWire } from '#contract/people/team';
import type { Stored } from '#contract/stored';
import { toLocal } from '#domain/time/zone';
import { DAY } from '#domain/time/duration';
import { formatDate } from '#domain/time/local';
import { useApiPages } from '../../api/client/use-api.ts';
import { useZones } from '../../api/resources/calendar.ts';
import type { StoredUnit } from '../../api/labour/labour.ts';
import { useUnitProfiles, useUnits } from '../../api/labour/labour.ts';
import { now } from '../../api/live/clock.ts';
import { useUrl } from '../../components/browser/use-url.ts';
import { NoUnit, UnitField } from '../../components/labour/unit-field.tsx';
import { isWhole, managersOf, roleIn } from '../../components/labour/unit-role.ts';
import type { UnitRole } from '../../components/labour/unit-role.ts';
import { Answer } from '../../components/page/answer.tsx';
import { LinkButton } from '../../components/page/link-button.tsx';
import { Page } from '../../components/page/page.tsx';
import { tabPath } from '../../components/menu/sections.ts';
import { ReadOnlyNote } from '../../components/page/read-only-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { useName } from '../../components/people/directory.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { dateText } from '../../components/time/format.ts';
import { t } from '../../language.ts';
import { Checklist } from './checklist.tsx';
import { HrDrawer } from './hr-drawer.tsx';
import { PaySection } from './pay-section.tsx';
import { ProfilesSection } from './profiles-section.tsx';
import { RulesSection } from './rules-section.tsx';
import { SetUp } from './set-up/set-up.tsx';
import { UnitDrawer } from './unit-drawer.tsx';

export default function LabourSettingsPage() {
  const me = useMe();
  const isAdmin = me?.can.administer === true;
  const [params, setUrl] = useUrl();
  const [isAdding, setAdding] = useState(false);
  const units = useUnits(true);
  const teams = useApiPages<Stored<TeamWire>>({ path: 'teams' });
  const newUnit = isAdmin && (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {t('unit.new', 'New unit')}
    </Button>
  );
  return (
    <Page
      title={t('labour-settings.title', 'Rules and pay')}
      isDetail
      subtitle={t('hours.indicative', 'Indicative check, not legal advice.')}
      actions={
        <>
          <LinkButton variant="secondary" href={tabPath('people', 'compliance')}>
            {t('compliance.title', 'Compliance')}
          </LinkButton>
          {(units.data ?? []).length > 0 && newUnit}
        </>
      }
    >
      <Answer asked={units}>
        {(all) => {
          const unit = all.find(({ id }) => id === params.get('unit')) ?? all[0];
          return unit === undefined ? (
            <NoUnit button={newUnit || undefined} />
          ) : (
            <Stack direction="column" gap={2}>
              <UnitField units={all} value={unit.id} onChange={(id) => setUrl({ unit: id })} />
              <Answer asked={teams}>
                {(known) => <OneUnit key={unit.id} unit={unit} teams={known} onChanged={units.reload} />}
              </Answer>
            </Stack>
          );
        }}
      </Answer>
      {isAdding && (
        <UnitDrawer
          onClose={() => setAdding(false)}
          onMade={({ id }) => {
            setAdding(false);
            units.reload();
            setUrl({ unit: id });
          }}
        />
      )}
    </Page>
  );
}

interface UnitProps {
  unit: StoredUnit;
  teams: Array<Stored<TeamWire>>;
  onChanged: () => void;
}

function OneUnit({ unit, teams, onChanged }: UnitProps) {
  const me = useMe();
  const role = roleIn(unit, me?.login, teams);
  return (
    <Stack direction="column" gap={2}>
      <UnitHead unit={unit} mayNameHr={me?.can.administer === true} onChanged={onChanged} />
      {isWhole(unit) && <WholeUnit unit={unit} role={role} teams={teams} onChanged={onChanged} />}
    </Stack>
  );
}

/** What an Admin reads, too. */
function UnitHead({ unit, mayNameHr, onChanged }: { unit: StoredUnit; mayNameHr: boolean; onChanged: () => void }) {
  const [isNaming, setNaming] = useState(false);
  const nameOf = useName();
  const hr = unit.hr.map((login) => nameOf('people', login)).join(', ');
  return (
    <Section
      title={unit.name}
      actions={
        mayNameHr &&
        !unit.provisioned && (
          <Button size="sm" variant="secondary" onClick={() => setNaming(true)}>
            {t('unit.name-hr', 'Name HR')}
          </Button>
        )
      }
    >
      <div>{t('unit.head', 'From {{date}} on. HR: {{hr}}.', { date: dateText(Date.parse(unit.since)), hr })}</div>
      {!isWhole(unit) && (
        <div>{t('unit.in-part', 'Rules, pay and work profiles are for HR: administrators do not read them.')}</div>
      )}
      {isNaming && (
        <HrDrawer
          unit={unit}
          onClose={() => setNaming(false)}
          onSaved={() => {
            setNaming(false);
            onChanged();
          }}
        />
      )}
    </Section>
  );
}

function WholeUnit({ unit, role, teams, onChanged }: UnitProps & { role: UnitRole | null }) {
  const profiles = useUnitProfiles(unit.id);
  const zone = useZones([unit.timeZone]).data?.zones[unit.timeZone];
  const today = formatDate(Math.floor((zone === undefined ? now() : toLocal(zone, now())) / DAY));
  const mayEdit = role === 'hr' && !unit.provisioned;
  if (mayEdit && unit.duties.length === 0 && unit.pay.length === 0) {
    return (
      <SetUp
        unit={unit}
        teams={teams}
        profiles={profiles.data ?? []}
        onDone={() => {
          profiles.reload();
          onChanged();
        }}
      />
    );
  }
  return (
    <>
      {!mayEdit && (
        <ReadOnlyNote
          isProvisioned={unit.provisioned}
          who={t('labour-settings.hr-only', 'HR of the unit writes rules, pay and work profiles.')}
        />
      )}
      <PaySection unit={unit} profiles={profiles.data ?? []} today={today} />
      <RulesSection unit={unit} today={today} />
      <ProfilesSection unit={unit} asked={profiles} today={today} mayEdit={role === 'hr'} />
      <Checklist unit={unit} managers={managersOf(unit, teams)} />
      {role === 'hr' && (
        <div>
          {t(
            'labour-settings.api',
            'Numbers of an agreement, further pay rules and counsel’s reading are written to the unit by a file or the API, and shown here.',
          )}
        </div>
      )}
    </>
  );
}
