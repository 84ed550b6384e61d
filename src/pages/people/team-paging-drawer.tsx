/** A drawer that tells whether a team is paged for real, and who of it has confirmed an urgent way. */
import { useState } from 'react';
import { Alert, Button, Stack } from '@grafana/ui';
import type { TeamShadowWire } from '#contract/people/team-shadow';
import type { QueryState } from '../../api/client/use-api.ts';
import { useApi } from '../../api/client/use-api.ts';
import { askToConfirm, shadowPath } from '../../api/resources/team-shadow.ts';
import { toast } from '../../components/browser/toast.ts';
import { GuardedDrawer } from '../../components/form/drawer-form.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { Answer } from '../../components/page/answer.tsx';
import { Badge } from '../../components/page/badge.tsx';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { Section } from '../../components/page/section.tsx';
import { useName } from '../../components/people/directory.tsx';
import { At } from '../../components/time/times.tsx';
import { t } from '../../language.ts';
import { isOwnShadow, SwitchDialog } from './switch-dialog.tsx';
import type { StoredTeam } from './team-drawer.tsx';

interface Props {
  team: StoredTeam;
  /** Whether the reader is a manager of the team, or an Admin. */
  mayManage: boolean;
  onClose: () => void;
}

export function TeamPagingDrawer({ team, mayManage, onClose }: Props) {
  const asked = useApi<TeamShadowWire>({ path: shadowPath(team.id) });
  const name = team.name ?? team.id;
  return (
    <GuardedDrawer
      draft={null}
      title={name}
      subtitle={t('shadow.drawer', 'How the team is paged')}
      size="sm"
      onClose={onClose}
    >
      <Answer asked={asked}>
        {(state) => (
          <Stack direction="column" gap={3}>
            <Switch team={team.id} name={name} state={state} mayManage={mayManage} asked={asked} />
            <Confirmed team={team.id} people={state.people} mayManage={mayManage} />
          </Stack>
        )}
      </Answer>
    </GuardedDrawer>
  );
}

interface SwitchProps {
  team: string;
  name: string;
  state: TeamShadowWire;
  mayManage: boolean;
  asked: QueryState<TeamShadowWire>;
}

function Switch({ team, name, state, mayManage, asked }: SwitchProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={t('shadow.pages', 'Pages')}>
      {state.shadow ? (
        <Alert severity="warning" title={t('shadow.in-shadow', 'In shadow: nothing is sent')}>
          <Causes causes={state.causes} />
        </Alert>
      ) : (
        <p>{t('shadow.real', 'Pages are real.')}</p>
      )}
      {mayManage && (
        <Button variant={isOwnShadow(state) ? 'primary' : 'secondary'} onClick={() => setAsking(true)}>
          {isOwnShadow(state) ? t('shadow.to-real', 'Switch to real') : t('shadow.to-shadow', 'Switch to shadow')}
        </Button>
      )}
      {isAsking && (
        <SwitchDialog
          team={team}
          name={name}
          state={state}
          onClose={() => setAsking(false)}
          onSwitched={() => {
            setAsking(false);
            asked.reload();
          }}
        />
      )}
    </Section>
  );
}

function Causes({ causes }: Pick<TeamShadowWire, 'causes'>) {
  const name = useName();
  const why = ({ kind, origin, by }: TeamShadowWire['causes'][number]) =>
    kind === 'all'
      ? t('shadow.by-setting', 'The setting VIGIE_SHADOW of the sidecar, since')
      : origin === 'stated'
        ? t('shadow.by-team', 'The team’s own settings, since')
        : t('shadow.by-person', '{{who}}, since', { who: by === null ? '' : name('people', by) });
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {causes.map((cause) => (
        <li key={`${cause.kind} ${cause.origin}`}>
          {why(cause)} <At at={cause.since} />
        </li>
      ))}
    </ul>
  );
}

interface ConfirmedProps extends Pick<TeamShadowWire, 'people'> {
  team: string;
  mayManage: boolean;
}

function Confirmed({ team, people, mayManage }: ConfirmedProps) {
  const { isSending, failure, send } = useSending();
  const urgent = people.filter(({ way }) => way === 'urgent').length;
  const isAsked = people.some(({ unconfirmed }) => unconfirmed > 0);
  const ask = () =>
    void send(
      () => askToConfirm(team),
      ({ items }) => toast(askedText(items.filter(({ sent }) => sent !== null).length, items.length)),
    );
  return (
    <Section title={t('shadow.people', 'Who can be reached')}>
      <p>
        {t('shadow.confirmed', '{{urgent}} of {{all}} have confirmed an urgent contact method.', {
          urgent,
          all: people.length,
        })}
      </p>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
        {people.map((person) => (
          <PersonMethod key={person.login} person={person} />
        ))}
      </ul>
      {failure !== null && <FailureNote failure={failure} what={t('shadow.not-asked', 'Nobody was asked')} />}
      {mayManage && isAsked && (
        <Button style={{ marginTop: 16 }} variant="secondary" icon="envelope" disabled={isSending} onClick={ask}>
          {t('shadow.ask', 'Ask everyone to confirm')}
        </Button>
      )}
    </Section>
  );
}

function askedText(sent: number, all: number): string {
  return t('shadow.asked', '{{sent}} of {{all}} contact methods were asked', { sent, all });
}

function PersonMethod({ person: { login, way, unconfirmed } }: { person: TeamShadowWire['people'][number] }) {
  const name = useName();
  return (
    <li>
      <Stack gap={1} wrap="wrap" alignItems="center">
        <span>{name('people', login)}</span>
        {way === 'urgent' ? (
          <Badge color="green" icon="check" text={t('shadow.way-urgent', 'Urgent contact method')} />
        ) : way === 'mail' ? (
          <Badge color="orange" icon="envelope" text={t('shadow.way-mail', 'Mail only')} />
        ) : (
          <Badge color="red" icon="exclamation-triangle" text={t('shadow.way-none', 'Cannot be reached')} />
        )}
        {unconfirmed > 0 && (
          <span>
            {t('shadow.unconfirmed', '', {
              count: unconfirmed,
              defaultValue_one: '{{count}} to confirm',
              defaultValue_other: '{{count}} to confirm',
            })}
          </span>
        )}
      </Stack>
    </li>
  );
}
