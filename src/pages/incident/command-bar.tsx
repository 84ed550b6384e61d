/** The buttons for the commands on an incident. */
import { useState } from 'react';
import type { IconName } from '@grafana/ui';
import { Button, Dropdown, Menu, Stack } from '@grafana/ui';
import { MenuItem } from '../../components/touch/menu-item.tsx';
import { useSettling } from '../../components/touch/use-settling.ts';
import type { IncidentAnswer } from '#contract/incidents/incident';
import { segment } from '../../api/client/client.ts';
import type { ApiFailure } from '../../api/client/failure.ts';
import type { IncidentCommand } from '../../api/resources/incidents.ts';
import { command } from '../../api/resources/incidents.ts';
import type { AskFlags, FirstQuestion } from '../../components/people/ask-first.tsx';
import { AskFirst, flagsAfterYes } from '../../components/people/ask-first.tsx';
import { isUndoable, offerUndoing } from '../../components/undo/offer-undoing.ts';
import { goTo } from '../../components/form/leave-guard.tsx';
import { LinkButton } from '../../components/page/link-button.tsx';
import { canDo } from '../../components/incident/can.ts';
import { SnoozeMenu } from '../../components/incident/snooze-menu.tsx';
import type { DialogKind } from './command-dialogs.tsx';
import { CommandDialog } from './command-dialogs.tsx';
import type { PagingCommand } from './paging-question.tsx';
import { PagingQuestion } from './paging-question.tsx';
import { PLUGIN_ROOT } from '../../constants.ts';
import { t } from '../../language.ts';
import { hasModule } from '../../slots/modules.ts';
import { snoozeHint } from './true-words.ts';

interface Props {
  incident: IncidentAnswer;
  onDone: () => void;
  onFailure: (failure: ApiFailure | null) => void;
  onExport: () => void;
}

type RunCommand = (name: IncidentCommand, body?: object) => void;

interface ButtonsProps {
  incident: IncidentAnswer;
  isWaiting: boolean;
  run: RunCommand;
}

function StateButtons({ incident, isWaiting, run }: ButtonsProps) {
  const { state } = incident;
  const can = canDo(incident);
  return (
    <>
      {can.acknowledge && (state === 'open' || state === 'snoozed') && (
        <Button icon="eye" disabled={isWaiting} onClick={() => run('acknowledge')}>
          {t('command.acknowledge', 'Acknowledge')}
        </Button>
      )}
      {can.act && state !== 'resolved' && (
        <Button variant="success" icon="check" disabled={isWaiting} onClick={() => run('resolve')}>
          {t('command.resolve', 'Resolve')}
        </Button>
      )}
      {can.act && state === 'snoozed' && (
        <Button variant="secondary" icon="bell" disabled={isWaiting} onClick={() => run('wake')}>
          {t('command.wake', 'End snooze')}
        </Button>
      )}
      {can.act && (state === 'open' || state === 'acknowledged') && (
        <SnoozeMenu
          hint={snoozeHint(incident.state)}
          disabled={isWaiting}
          onSnooze={(duration) => run('snooze', { for: duration })}
        />
      )}
    </>
  );
}

function reviewPage(incident: string): string {
  return `${PLUGIN_ROOT}/incidents/${segment(incident)}/review`;
}

/** Somebody who was just woken first asks for help, or hands the incident on. */
function PeopleButtons({ isWaiting, onAsk }: { isWaiting: boolean; onAsk: (dialog: DialogKind) => void }) {
  return (
    <>
      <Button variant="secondary" icon="users-alt" disabled={isWaiting} onClick={() => onAsk('responders')}>
        {t('command.responders', 'Add people…')}
      </Button>
      <Button variant="secondary" icon="exchange-alt" disabled={isWaiting} onClick={() => onAsk('reassign')}>
        {t('command.reassign', 'Reassign…')}
      </Button>
    </>
  );
}

interface MenuProps {
  incident: IncidentAnswer;
  run: RunCommand;
  onAsk: (dialog: DialogKind | PagingCommand) => void;
  onExport: () => void;
}

function MoreMenu({ incident, run, onAsk, onExport }: MenuProps) {
  const { state, policy } = incident;
  const can = canDo(incident);
  const ask = (label: string, icon: IconName, kind: DialogKind) => (
    <MenuItem label={label} icon={icon} onClick={() => onAsk(kind)} />
  );
  return (
    <Menu>
      {can.act && state !== 'resolved' && (
        <>
          <MenuItem label={t('command.escalate', 'Escalate now…')} icon="arrow-up" onClick={() => onAsk('escalate')} />
          {ask(t('command.severity', 'Change severity…'), 'exclamation-triangle', 'severity')}
          {ask(t('command.merge', 'Merge into another…'), 'code-branch', 'merge')}
          {policy !== null && (
            <MenuItem
              label={t('command.restart', 'Restart escalation…')}
              icon="repeat"
              onClick={() => onAsk('restart')}
            />
          )}
        </>
      )}
      {can.act && state === 'acknowledged' && (
        <MenuItem
          label={t('command.unacknowledge', 'Undo acknowledgement')}
          icon="eye-slash"
          onClick={() => run('unacknowledge')}
        />
      )}
      {/* It pages people, so it is never where Resolve has just been. */}
      {can.act && state === 'resolved' && (
        <MenuItem label={t('command.unresolve', 'Reopen…')} icon="history" onClick={() => onAsk('unresolve')} />
      )}
      {can.act && <Menu.Divider />}
      {/* Nobody writes one at night, so it is no button of its own before the end. */}
      {state !== 'resolved' && hasModule('review') && (
        <MenuItem label={t('command.review', 'Review')} icon="file-alt" onClick={() => goTo(reviewPage(incident.id))} />
      )}
      <MenuItem label={t('command.export', 'Export as Markdown')} icon="download-alt" onClick={onExport} />
    </Menu>
  );
}

type OpenDialog = DialogKind | PagingCommand | null;

function isPaging(dialog: OpenDialog): dialog is PagingCommand {
  return dialog === 'escalate' || dialog === 'restart' || dialog === 'unresolve';
}

/** They page people by name, who may not be available. */
const ASKING: readonly IncidentCommand[] = ['reassign', 'responders'];

/** Runs one command at a time, and closes its dialog. */
function useCommands({ incident, onDone, onFailure }: Omit<Props, 'onExport'>) {
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [question, setQuestion] = useState<FirstQuestion | null>(null);
  const [isRunning, setRunning] = useState(false);
  const runNow = async (name: IncidentCommand, body: object | undefined, flags: AskFlags) => {
    setDialog(null);
    setQuestion(null);
    setRunning(true);
    const sent = await command(incident.id, name, { ...body, ...flags });
    setRunning(false);
    const afterYes = sent.ok ? null : flagsAfterYes(sent.failure, flags);
    if (!sent.ok && afterYes !== null) {
      setQuestion({ failure: sent.failure, goOn: () => void runNow(name, body, afterYes) });
      return;
    }
    onFailure(sent.ok ? null : sent.failure);
    if (sent.ok && isUndoable(name)) {
      offerUndoing(name, incident, onDone);
    }
    onDone();
  };
  const run: RunCommand = (name, body) =>
    void runNow(name, body, ASKING.includes(name) ? { askIfUnavailable: true } : {});
  return { dialog, setDialog, question, dropQuestion: () => setQuestion(null), isRunning, run };
}

/** The commands possible now, most likely first. */
export function CommandBar({ incident, onDone, onFailure, onExport }: Props) {
  const { dialog, setDialog, question, dropQuestion, isRunning, run } = useCommands({ incident, onDone, onFailure });
  const close = () => setDialog(null);
  const more = { incident, run, onExport, onAsk: setDialog };
  const isWaiting = useSettling(incident.state) || isRunning;
  return (
    <>
      <Stack gap={1} wrap="wrap">
        <StateButtons incident={incident} isWaiting={isWaiting} run={run} />
        {canDo(incident).act && incident.state !== 'resolved' && (
          <PeopleButtons isWaiting={isWaiting} onAsk={setDialog} />
        )}
        {incident.state === 'resolved' && hasModule('review') && (
          <LinkButton variant="secondary" icon="file-alt" disabled={isWaiting} href={reviewPage(incident.id)}>
            {t('command.review', 'Review')}
          </LinkButton>
        )}
        <Dropdown overlay={<MoreMenu {...more} />} placement="bottom-end">
          <Button variant="secondary" icon="angle-down" iconPlacement="right" disabled={isWaiting}>
            {t('command.more', 'More')}
          </Button>
        </Dropdown>
      </Stack>
      {dialog !== null && !isPaging(dialog) && (
        <CommandDialog kind={dialog} incident={incident} onRun={run} onClose={close} />
      )}
      {isPaging(dialog) && (
        <PagingQuestion command={dialog} incident={incident} onConfirm={() => run(dialog)} onDismiss={close} />
      )}
      <AskFirst question={question} onDismiss={dropQuestion} />
    </>
  );
}
