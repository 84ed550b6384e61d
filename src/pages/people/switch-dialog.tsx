/** Asks before a team is switched between real and shadow; a switch to real lists the incidents that are open. */
import { useState } from 'react';
import { Alert, Button, Checkbox, Modal, Stack } from '@grafana/ui';
import { MOST_LISTED } from '#contract/people/team-shadow';
import type { TeamShadowWire } from '#contract/people/team-shadow';
import { switchTeam } from '../../api/resources/team-shadow.ts';
import { toast } from '../../components/browser/toast.ts';
import { InputField } from '../../components/form/fields/labelled-fields.tsx';
import { useKeptDraft } from '../../components/form/kept-draft.ts';
import { Form } from '../../components/form/form.tsx';
import { useSending } from '../../components/form/use-sending.ts';
import { FailureNote } from '../../components/page/failure-note.tsx';
import { useName } from '../../components/people/directory.tsx';
import { t } from '../../language.ts';

interface Props {
  team: string;
  name: string;
  state: TeamShadowWire;
  onClose: () => void;
  onSwitched: (state: TeamShadowWire) => void;
}

/** Whether the team itself is in shadow, and not only because everything is. */
export function isOwnShadow({ causes }: TeamShadowWire): boolean {
  return causes.some(({ kind }) => kind === 'team');
}

export function SwitchDialog({ team, name, state, onClose, onSwitched }: Props) {
  const kept = useKeptDraft(`switch ${team}`, { page: [] as string[], reason: '' });
  const { page, reason } = kept.draft;
  // What opens while the dialog is open was not seen, so it pages.
  const [incidents] = useState(state.incidents);
  const { isSending, failure, send } = useSending();
  const toReal = isOwnShadow(state);
  const mailOnly = toReal ? state.people.filter(({ way }) => way !== 'urgent').map(({ login }) => login) : [];
  const needsReason = mailOnly.length > 0;
  const body = {
    shadow: !toReal,
    page,
    listed: toReal ? incidents.slice(0, MOST_LISTED).map(({ id }) => id) : null,
    force: needsReason,
    reason: reason.trim() === '' ? null : reason.trim(),
  };
  const submit = () =>
    void send(
      () => switchTeam(team, body),
      (switched) => {
        toast(
          switched.shadow
            ? t('shadow.is-shadow', 'The team is in shadow now')
            : t('shadow.is-real', 'Pages are real now'),
        );
        kept.forget();
        onSwitched(switched);
      },
    );
  const title = toReal
    ? t('shadow.to-real-title', 'Page {{name}} for real?', { name })
    : t('shadow.to-shadow-title', 'Put {{name}} into shadow?', { name });
  return (
    <Modal title={title} isOpen onDismiss={onClose}>
      <Form onSubmit={submit}>
        <Stack direction="column" gap={2}>
          {toReal ? (
            <OpenIncidents incidents={incidents} chosen={page} onChoose={(ids) => kept.change({ page: ids })} />
          ) : (
            <WhatEnds />
          )}
          {needsReason && (
            <MailOnly logins={mailOnly} reason={reason} onReason={(text) => kept.change({ reason: text })} />
          )}
          {failure !== null && <FailureNote failure={failure} what={t('shadow.failed', 'Nothing was switched')} />}
          <Stack gap={1} justifyContent="flex-end">
            <Button
              type="button"
              variant="secondary"
              onClick={() => {
                kept.forget();
                onClose();
              }}
            >
              {t('form.cancel', 'Cancel')}
            </Button>
            <Button type="submit" disabled={isSending || (needsReason && body.reason === null)}>
              {toReal ? t('shadow.to-real', 'Switch to real') : t('shadow.to-shadow', 'Switch to shadow')}
            </Button>
          </Stack>
        </Stack>
      </Form>
    </Modal>
  );
}

function WhatEnds() {
  return (
    <div>
      {t(
        'shadow.to-shadow-body',
        'Running pages end, and nothing is sent any more: no page, no post, no status update, no message about shifts, no acknowledgement to a source. Alerts still open incidents, and each shows who would have been paged.',
      )}
    </div>
  );
}

const LIST = { listStyle: 'none', margin: 0, padding: 0, maxHeight: 300, overflow: 'auto' } as const;

interface OpenIncidentsProps {
  incidents: TeamShadowWire['incidents'];
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

function OpenIncidents({ incidents, chosen, onChoose }: OpenIncidentsProps) {
  const [older, begun] = [incidents.filter(({ goesOn }) => goesOn), incidents.filter(({ goesOn }) => !goesOn)];
  if (incidents.length === 0) {
    return <div>{t('shadow.none-open', 'No incident of the team is open. The next alert pages for real.')}</div>;
  }
  return (
    <div>
      {begun.length > 0 && (
        <p>
          {t(
            'shadow.open',
            'These incidents began in shadow and are open. They page nobody, since the other pager has told about them; choose those that page now, from step 1. What opens from now on pages.',
          )}
        </p>
      )}
      <ul style={LIST}>
        {begun.map(({ id, number, title }) => (
          <li key={id}>
            <Checkbox
              label={`#${number} ${title}`}
              value={chosen.includes(id)}
              onChange={({ currentTarget: { checked } }) =>
                onChoose(checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
          </li>
        ))}
      </ul>
      {older.length > 0 && (
        <p>{t('shadow.older', 'These were open before the shadow began. They go on, from the step they had then:')}</p>
      )}
      <ul style={LIST}>
        {older.map(({ id, number, title }) => (
          <li key={id}>{`#${number} ${title}`}</li>
        ))}
      </ul>
    </div>
  );
}

function MailOnly({
  logins,
  reason,
  onReason,
}: {
  logins: string[];
  reason: string;
  onReason: (text: string) => void;
}) {
  const name = useName();
  const who = logins.map((login) => name('people', login)).join(', ');
  return (
    <>
      <Alert severity="warning" title={t('shadow.mail-only', 'Nothing but mail reaches {{who}}', { who })}>
        {t(
          'shadow.mail-only-body',
          'A mail wakes nobody. Let them confirm another contact method first, or say why the team is paged all the same.',
        )}
      </Alert>
      <InputField id="shadow-reason" label={t('shadow.reason', 'Reason')} value={reason} onChange={onReason} />
    </>
  );
}
