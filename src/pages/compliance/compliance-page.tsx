/** The page "Compliance": who of a unit needs something, and each person's month, for managers and HR. */
import { useState } from 'react';
import { Button, EmptyState, Stack } from '@grafana/ui';
import type { TeamWire } from '#contract/people/team';
import type { Stored } from '#contract/stored';
import { peopleInCharge } from '#domain/labour/facts/unit';
import { monthLater, monthNamed } from '#domain/labour/pay/month';
import { DAY } from '#domain/time/duration';
import type { ZoneTable } from '#domain/time/zone';
import { toLocal } from '#domain/time/zone';
import { useApiPages } from '../../api/client/use-api.ts';
import { now } from '../../api/live/clock.ts';
import { useZones } from '../../api/resources/calendar.ts';
import { useDecisions, useFindings } from '../../api/labour/compliance.ts';
import type { StoredUnit } from '../../api/labour/labour.ts';
import { useUnits } from '../../api/labour/labour.ts';
import { useNotices } from '../../api/labour/notices.ts';
import { useStatements } from '../../api/labour/statements.ts';
import { useUrl } from '../../components/browser/use-url.ts';
import { counselText } from '../../components/labour/counsel-text.ts';
import { monthTitle } from '../../components/labour/statement-text.ts';
import { NoUnit, UnitField } from '../../components/labour/unit-field.tsx';
import type { UnitRole } from '../../components/labour/unit-role.ts';
import { managersOf, roleIn } from '../../components/labour/unit-role.ts';
import { Answer } from '../../components/page/answer.tsx';
import { LinkButton } from '../../components/page/link-button.tsx';
import { Page } from '../../components/page/page.tsx';
import { Section } from '../../components/page/section.tsx';
import { tabPath } from '../../components/menu/sections.ts';
import { NobodyNote } from '../../components/people/sign-in-note.tsx';
import { useMe } from '../../components/people/who-am-i.tsx';
import { dateText } from '../../components/time/format.ts';
import { ShownIn, zoneText } from '../../components/time/zone.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { Attention } from './attention.tsx';
import { isMonth, usualMonth } from './month.ts';
import { PeopleList } from './people-list.tsx';
import { PersonDrawer } from './person/person-drawer.tsx';
import { MonthActions, PublishButton } from './unit-actions.tsx';
import { LOOKED_AHEAD, LOOKED_BACK, useCompliance } from './use-compliance.ts';

export default function CompliancePage() {
  const me = useMe();
  const [params, setUrl] = useUrl();
  const isPerson = me !== null && me.login !== null;
  const units = useUnits(isPerson);
  const teams = useApiPages<Stored<TeamWire>>({ path: 'teams' });
  return (
    <Page
      title={t('compliance.title', 'Compliance')}
      subtitle={t('hours.indicative', 'Indicative check, not legal advice.')}
      actions={
        <LinkButton variant="secondary" icon="cog" href={`${PLUGIN_ROOT}/people/compliance/rules`}>
          {t('labour-settings.title', 'Rules and pay')}
        </LinkButton>
      }
    >
      {me !== null && !isPerson ? (
        <NobodyNote />
      ) : (
        <Answer asked={units}>
          {(all) => (
            <Answer asked={teams}>
              {(known) => {
                const own = all.filter((one) => roleIn(one, me?.login, known) !== null);
                const unit = own.find(({ id }) => id === params.get('unit')) ?? own[0];
                const role = unit && roleIn(unit, me?.login, known);
                return unit === undefined || !role ? (
                  <Nothing isAdmin={me?.can.administer === true} hasUnits={all.length > 0} />
                ) : (
                  <Stack direction="column" gap={2}>
                    <UnitField units={own} value={unit.id} onChange={(id) => setUrl({ unit: id })} />
                    <OneUnit key={unit.id} unit={unit} role={role} managers={managersOf(unit, known)} />
                  </Stack>
                );
              }}
            </Answer>
          )}
        </Answer>
      )}
    </Page>
  );
}

function Nothing({ isAdmin, hasUnits }: { isAdmin: boolean; hasUnits: boolean }) {
  return isAdmin && !hasUnits ? (
    <NoUnit
      button={
        <LinkButton href={`${PLUGIN_ROOT}/people/compliance/rules`}>
          {t('compliance.set-up', 'Set up on-call hours')}
        </LinkButton>
      }
    />
  ) : (
    <EmptyState
      variant="completed"
      message={t('compliance.not-yours', 'This page is for managers and HR of a unit')}
      button={<LinkButton href={tabPath('me', 'hours')}>{t('hours.title', 'My on-call hours')}</LinkButton>}
    >
      {t('compliance.not-yours-more', 'Your own hours, rest and documents are on “My on-call hours”.')}
    </EmptyState>
  );
}

interface UnitProps {
  unit: StoredUnit;
  role: UnitRole;
  managers: string[];
}

function OneUnit(props: UnitProps) {
  const { timeZone } = props.unit;
  const zone = useZones([timeZone]).data?.zones[timeZone];
  return zone === undefined ? null : (
    <ShownIn zone={timeZone}>
      <div>{zoneText(timeZone)}</div>
      <UnitView {...props} zone={zone} />
      <div>{counselText(props.unit, dateText)}</div>
    </ShownIn>
  );
}

/** Begin of the day, so that the question stays the same for a while. */
function daysFrom(days: number): string {
  return new Date(Math.floor(now() / DAY) * DAY + days).toISOString();
}

function UnitView({ unit, role, managers, zone }: UnitProps & { zone: ZoneTable }) {
  const [params, setUrl] = useUrl();
  const asked = params.get('month');
  const month = isMonth(asked) ? asked : usualMonth(Math.floor(toLocal(zone, now()) / DAY));
  const [opened, setOpened] = useState<string | null>(null);
  const rows = useCompliance(unit, monthNamed(month, zone));
  const around = useFindings(unit.id, { from: daysFrom(-LOOKED_BACK), to: daysFrom(LOOKED_AHEAD) });
  const decisions = useDecisions(unit.id);
  const notices = useNotices({ unit: unit.id, from: daysFrom(0) });
  const open = useStatements({ unit: unit.id, state: 'open' });
  const login = useMe()?.login ?? '';
  const reload = () => [rows, around, decisions, notices, open].forEach((one) => one.reload());
  const row = rows.data?.find(({ user }) => user === opened);
  const others = peopleInCharge({ managers, hr: unit.hr }).filter((one) => one !== login);
  return (
    <>
      <Attention
        notices={notices.data ?? []}
        decisions={decisions.data ?? []}
        findings={around.data ?? []}
        statements={open.data ?? []}
        actions={<PublishButton unit={unit.id} onPublished={reload} />}
      />
      <Section title={monthTitle(month)} actions={<MonthNav month={month} onChange={(to) => setUrl({ month: to })} />}>
        <Stack direction="column" gap={2}>
          {role === 'hr' && (
            <MonthActions
              unit={unit.id}
              month={month}
              statements={(rows.data ?? []).flatMap(({ statement }) => statement ?? [])}
              onChanged={reload}
            />
          )}
          <Answer asked={rows}>{(people) => <PeopleList rows={people} onOpen={setOpened} />}</Answer>
        </Stack>
      </Section>
      {row !== undefined && (
        <PersonDrawer
          row={row}
          month={month}
          unit={unit}
          zone={zone}
          hasLines={role === 'hr'}
          mayDecide={row.user !== login || others.length === 0}
          onChanged={reload}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

function MonthNav({ month, onChange }: { month: string; onChange: (month: string) => void }) {
  return (
    <Stack gap={1}>
      <Button
        size="sm"
        variant="secondary"
        icon="angle-left"
        aria-label={t('month.before', 'Month before')}
        onClick={() => onChange(monthLater(month, -1))}
      />
      <Button
        size="sm"
        variant="secondary"
        icon="angle-right"
        aria-label={t('month.after', 'Month after')}
        onClick={() => onChange(monthLater(month, 1))}
      />
    </Stack>
  );
}
