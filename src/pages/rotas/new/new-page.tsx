/** The page that creates a rota from a template. */
import { useMemo, useState } from 'react';
import { Button, Stack } from '@grafana/ui';
import type { AbsenceWire } from '#contract/rotas/absence';
import type { RotaWire } from '#contract/rotas/rota';
import { zoneTable } from '#domain/time/zone';
import type { ApiResult } from '../../../api/client/client.ts';
import { segment } from '../../../api/client/client.ts';
import { saveObject } from '../../../api/client/objects.ts';
import { useApiPages } from '../../../api/client/use-api.ts';
import { useZones } from '../../../api/resources/calendar.ts';
import { toast } from '../../../components/browser/toast.ts';
import { isSame } from '../../../components/form/stored-draft.ts';
import { useSending } from '../../../components/form/use-sending.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { Page } from '../../../components/page/page.tsx';
import { ReadOnlyNote, editorsOfTeam } from '../../../components/page/read-only-note.tsx';
import { Section } from '../../../components/page/section.tsx';
import { useDirectory } from '../../../components/people/directory.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { readerZone } from '../../../components/time/format.ts';
import { useNow } from '../../../components/time/use-now.ts';
import { PLUGIN_ROOT } from '../../../constants.ts';
import { goTo, useLeaveGuard } from '../../../components/form/leave-guard.tsx';
import { Skeleton } from '../../../components/loading/skeleton.tsx';
import { t } from '../../../language.ts';
import { useOutside } from '../data/use-outside.ts';
import type { RotaDraft } from '../edit/draft.ts';
import { bodyOf } from '../edit/draft.ts';
import { DraftTimeline } from '../edit/draft-timeline.tsx';
import { Editor } from '../edit/editor.tsx';
import type { SavedRotaData } from '../edit/use-draft-preview.ts';
import { useDrawnDraft } from '../edit/use-draft-preview.ts';
import { AnswersForm } from './answers-form.tsx';
import { TemplateCards } from './template-cards.tsx';
import type { TemplateAnswers, RotaTemplate } from './templates.ts';
import { LinkButton } from '../../../components/page/link-button.tsx';
import type { TeamMembers } from './team-people.ts';
import { answersAfter, membersOf } from './team-people.ts';
import { backupBeside, fromTemplate, hasEnoughPeople } from './templates.ts';

function firstAnswers(team: string | null, teams: readonly TeamMembers[]): TemplateAnswers {
  const own = readerZone();
  const regions = [...new Set([own, 'America/New_York', 'Asia/Singapore', 'Europe/Paris'])]
    .slice(0, 3)
    .map((timeZone) => ({ timeZone, people: [] }));
  return { name: '', team, timeZone: own, holidays: null, people: membersOf(team, teams), regions };
}

/** Layer names appear on the timeline, so they are in the language of the rota's author. */
const layerNames = () => ({
  week: t('template.layer-week', 'Week'),
  weekend: t('template.layer-weekend', 'Weekend'),
  nights: t('template.layer-nights', 'Nights and holidays'),
  day: t('template.layer-day', 'Days'),
  night: t('template.layer-night', 'Nights'),
});

function useBackground(): SavedRotaData | null {
  const { people } = useDirectory();
  const absences = useApiPages<AbsenceWire>({ path: 'absences' }).data;
  const { outside } = useOutside();
  return useMemo(
    () =>
      absences &&
      outside && {
        history: null,
        made: [],
        swaps: [],
        absences,
        zones: new Map(people.map(({ key, timeZone }) => [key, timeZone])),
        alsoZones: ['UTC', readerZone()],
        outside,
      },
    [people, absences, outside],
  );
}

type NewRotaBody = ReturnType<typeof bodyOf>;

/** Creates the rota, and the one beside it if there is one. What was created is not created again if the other failed. */
function useCreate(body: NewRotaBody, beside: NewRotaBody | null) {
  const { isSending, failure, send, forget } = useSending();
  const [made, setMade] = useState<ApiResult<RotaWire> | null>(null);
  const save = (one: NewRotaBody) => saveObject<RotaWire>({ path: 'rotas', id: null, body: one, version: null });
  const both = async (): Promise<ApiResult<RotaWire>> => {
    const first = made ?? (await save(body));
    if (!first.ok || beside === null) {
      return first;
    }
    setMade(first);
    const second = await save(beside);
    return second.ok ? first : second;
  };
  const create = () =>
    void send(both, ({ id }) => {
      toast(t('new.made', 'The rota is created'));
      goTo(`${PLUGIN_ROOT}/rotas/${segment(id)}`);
    });
  return { create, isSending, failure, forget };
}

interface WizardProps {
  team: string | null;
  teams: readonly TeamMembers[];
  background: SavedRotaData;
  /** Opens the editor with the answers so far. */
  onDetails: (draft: RotaDraft) => void;
}

const ID = 'new-rota';

function Wizard({ team, teams, background, onDetails }: WizardProps) {
  const [template, setTemplate] = useState<RotaTemplate>('weekly');
  const [first] = useState(() => firstAnswers(team, teams));
  const [answers, setAnswers] = useState(first);
  const guard = useLeaveGuard(JSON.stringify(answers) !== JSON.stringify(first));
  const now = useNow(60_000);
  const zones = useZones(['UTC', answers.timeZone, ...answers.regions.map(({ timeZone }) => timeZone)]).data?.zones;
  const draftOf = useMemo(() => {
    const names = [answers.timeZone, ...answers.regions.map(({ timeZone }) => timeZone)];
    return zones === undefined || names.some((name) => !(name in zones))
      ? null
      : (from: TemplateAnswers) =>
          fromTemplate(template, from, { now, zone: (name) => zoneTable(zones, name) }, layerNames());
  }, [template, answers, zones, now]);
  const draft = useMemo(() => draftOf?.(answers) ?? null, [draftOf, answers]);
  const body = useMemo(
    () => bodyOf(draft ?? { ...answers, onAbsence: 'flag', expected: null, layers: [], overrides: [] }),
    [draft, answers],
  );
  const { drawn } = useDrawnDraft(ID, body, background, now);
  const hasPeople = hasEnoughPeople(template, answers);
  const isReady = draft !== null && hasPeople && answers.name.trim() !== '';
  const backupName = t('template.backup-name', '{{name}} (backup)', { name: answers.name.trim() });
  const backup = template === 'backup' ? (draftOf?.(backupBeside(answers, backupName)) ?? null) : null;
  const { create, isSending, failure, forget } = useCreate(body, backup === null ? null : bodyOf(backup));
  return (
    <Stack direction="column" gap={2}>
      {guard}
      <TemplateCards value={template} onChange={setTemplate} />
      <Section title={t('new.who', 'Who and where')}>
        <AnswersForm
          template={template}
          answers={answers}
          onChange={(part) => setAnswers((old) => answersAfter(old, part, teams))}
          isProposed={answers.people.length > 0 && isSame(answers.people, membersOf(answers.team, teams))}
        />
      </Section>
      {failure !== null && (
        <FailureNote failure={failure} what={t('editor.not-saved', 'The rota was not saved')} onClose={forget} />
      )}
      <Stack gap={1} wrap="wrap" alignItems="center">
        <Button icon="save" disabled={!isReady || isSending} onClick={create}>
          {t('editor.create', 'Create rota')}
        </Button>
        {template !== 'backup' && (
          <Button
            variant="secondary"
            icon="sliders-v-alt"
            disabled={draft === null}
            onClick={() => draft !== null && onDetails(draft)}
          >
            {t('new.details', 'Set details first')}
          </Button>
        )}
        <LinkButton variant="secondary" fill="text" href={`${PLUGIN_ROOT}/rotas`}>
          {t('form.cancel', 'Cancel')}
        </LinkButton>
        {!isReady && draft !== null && (
          <span>
            {answers.name.trim() === ''
              ? t('form.name-missing', 'Enter a name.')
              : template === 'backup'
                ? t('new.two-missing', 'Choose at least two people.')
                : t('new.people-missing', 'Choose who takes part.')}
          </span>
        )}
      </Stack>
      {hasPeople && drawn !== null && (
        <Section title={t('new.preview', 'Preview')}>
          {template === 'backup' && (
            <p>
              {t('new.backup', 'Beside it, “{{name}}” has the same weeks, each with whoever is next here.', {
                name: backupName,
              })}
            </p>
          )}
          <DraftTimeline drawn={drawn} states={[{ id: ID, ...body }]} at={now} />
        </Section>
      )}
    </Stack>
  );
}

export default function NewPage() {
  const me = useMe();
  const background = useBackground();
  const [draft, setDraft] = useState<RotaDraft | null>(null);
  const asked = useApiPages<TeamMembers>({ path: 'teams' });
  // Without them, people are chosen by hand.
  const teams = asked.data ?? (asked.failure === null ? null : []);
  const isLoading = me === null || background === null || teams === null;
  return (
    <Page isDetail title={t('new.title', 'New rota')}>
      {isLoading && <Skeleton />}
      {!isLoading && !me.can.edit && <ReadOnlyNote isProvisioned={false} who={editorsOfTeam()} />}
      {!isLoading &&
        me.can.edit &&
        (draft === null ? (
          <Wizard team={me.teams[0] ?? null} teams={teams} background={background} onDetails={setDraft} />
        ) : (
          <Editor
            opened={{ stored: null, draft, from: '' }}
            background={background}
            current={null}
            versions={[]}
            isGone={false}
          />
        ))}
    </Page>
  );
}
