/** The buttons for what can be done with an incident. */
import { useState } from 'react';
import { Button, Dropdown, Menu, Stack } from '@grafana/ui';
import type { IncidentAnswer } from '#contract/incident';
import type { Failure } from '../../api/client/failure.ts';
import type { IncidentCommand } from '../../api/resources/incidents.ts';
import { command } from '../../api/resources/incidents.ts';
import { canDo } from '../../components/incident/can.ts';
import { SnoozeMenu } from '../../components/incident/snooze-menu.tsx';
import type { DialogKind } from './command-dialogs.tsx';
import { CommandDialog } from './command-dialogs.tsx';
import { ConfirmDialog } from '../../components/form/confirm-dialog.tsx';
import { t } from '../../language.ts';

interface Props {
  incident: IncidentAnswer;
  onDone: () => void;
  onFailure: (failure: Failure | null) => void;
  onExport: () => void;
}

/** What can be done now: the one thing that is wanted most comes first. */
export function CommandBar({ incident, onDone, onFailure, onExport }: Props) {
  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const [isRestarting, setRestarting] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const { id, state, policy } = incident;
  const isOver = state === 'resolved';
  const can = canDo(incident);

  const run = async (name: IncidentCommand, body?: object) => {
    setDialog(null);
    setRestarting(false);
    setRunning(true);
    const sent = await command(id, name, body);
    setRunning(false);
    onFailure(sent.ok ? null : sent.failure);
    onDone();
  };
  const item = (label: string, icon: 'arrow-up', name: IncidentCommand) => (
    <Menu.Item label={label} icon={icon} onClick={() => void run(name)} />
  );
  const ask = (label: string, kind: DialogKind) => <Menu.Item label={label} onClick={() => setDialog(kind)} />;

  const menu = (
    <Menu>
      {can.act && !isOver && item(t('command.escalate', 'Escalate now'), 'arrow-up', 'escalate')}
      {can.act && !isOver && ask(t('command.reassign', 'Give it to others…'), 'reassign')}
      {can.act && !isOver && ask(t('command.responders', 'Add people…'), 'responders')}
      {can.act && !isOver && ask(t('command.severity', 'Change the severity…'), 'severity')}
      {can.act && !isOver && ask(t('command.merge', 'Merge into another…'), 'merge')}
      {can.act && !isOver && policy !== null && (
        <Menu.Item label={t('command.restart', 'Restart the escalation…')} onClick={() => setRestarting(true)} />
      )}
      {can.act && state === 'acknowledged' && (
        <Menu.Item
          label={t('command.unacknowledge', 'Undo the acknowledgement')}
          onClick={() => void run('unacknowledge')}
        />
      )}
      {can.act && <Menu.Divider />}
      <Menu.Item label={t('command.export', 'Export as Markdown')} icon="download-alt" onClick={onExport} />
    </Menu>
  );

  return (
    <Stack gap={1} wrap="wrap">
      {can.acknowledge && (state === 'open' || state === 'snoozed') && (
        <Button icon="eye" disabled={isRunning} onClick={() => void run('acknowledge')}>
          {t('command.acknowledge', 'Acknowledge')}
        </Button>
      )}
      {can.act && !isOver && (
        <Button variant="success" icon="check" disabled={isRunning} onClick={() => void run('resolve')}>
          {t('command.resolve', 'Resolve')}
        </Button>
      )}
      {can.act && isOver && (
        <Button variant="secondary" icon="history" disabled={isRunning} onClick={() => void run('unresolve')}>
          {t('command.unresolve', 'Open it again')}
        </Button>
      )}
      {can.act && state === 'snoozed' && (
        <Button variant="secondary" icon="bell" disabled={isRunning} onClick={() => void run('wake')}>
          {t('command.wake', 'End the snooze')}
        </Button>
      )}
      {can.act && (state === 'open' || state === 'acknowledged') && (
        <SnoozeMenu disabled={isRunning} onSnooze={(duration) => void run('snooze', { for: duration })} />
      )}
      <Dropdown overlay={menu} placement="bottom-end">
        <Button variant="secondary" icon="angle-down" iconPlacement="right">
          {t('command.more', 'More')}
        </Button>
      </Dropdown>
      {dialog !== null && (
        <CommandDialog
          kind={dialog}
          incident={incident}
          onRun={(name, body) => void run(name, body)}
          onClose={() => setDialog(null)}
        />
      )}
      <ConfirmDialog
        isOpen={isRestarting}
        title={t('restart.title', 'Restart the escalation?')}
        body={t('restart.body', 'It starts at step 1 of the policy as it is now, and people are paged again.')}
        confirmText={t('restart.confirm', 'Restart')}
        onConfirm={() => void run('restart')}
        onDismiss={() => setRestarting(false)}
      />
    </Stack>
  );
}
