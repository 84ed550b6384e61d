/** The order in which a person is reached, as a small timeline for each urgency. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, IconButton, Stack, useStyles2 } from '@grafana/ui';
import type { NotificationRuleWire } from '#contract/people/user';
import type { Urgency } from '#domain/notify/responder';
import type { StoredPerson } from '../../../api/resources/people.ts';
import { DurationField } from '../../../components/form/fields/time/duration-field.tsx';
import { useGuardedDraft } from '../../../components/form/leave-guard.tsx';
import { isSame } from '../../../components/form/stored-draft.ts';
import { FailureNote } from '../../../components/page/failure-note.tsx';
import { useMe } from '../../../components/people/who-am-i.tsx';
import { durationText } from '../../../components/time/format.ts';
import { Section } from '../../../components/page/section.tsx';
import { windowsText } from '../../../components/form/fields/time/weekly-text.ts';
import { useTimeWindows, windowOptions } from '../../../components/time-windows/use-time-windows.ts';
import { WindowChoice } from '../../../components/time-windows/window-choice.tsx';
import { t } from '../../../language.ts';
import type { RulesByUrgency } from '../../../components/people/person-reach.ts';
import { methodsOf, plannedFor, rulesOf } from '../../../components/people/person-reach.ts';
import { ReplayedPerson } from '../replayed-part.tsx';
import { useSave } from '../use-save.ts';
import { ComboboxField } from '../../../components/form/fields/labelled-fields.tsx';
import { afterColon } from '../../../components/text/punctuation.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'stretch',
  }),
  stop: css({
    display: 'grid',
    gap: theme.spacing(0.25),
    padding: theme.spacing(0.75, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    borderLeft: `3px solid ${theme.colors.primary.border}`,
    overflowWrap: 'anywhere',
  }),
  bad: css({ color: theme.colors.warning.text, fontSize: theme.typography.bodySmall.fontSize }),
  minor: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});

function titleOf(urgency: Urgency): string {
  return urgency === 'urgent' ? t('rules.urgent', 'Urgent alerts') : t('rules.default', 'Non-urgent alerts');
}

function Line({ person, urgency }: { person: StoredPerson; urgency: Urgency }) {
  const styles = useStyles2(getStyles);
  const methods = methodsOf(person);
  const planned = plannedFor(person, urgency);
  if (planned.length === 0) {
    return <div>{t('rules.nothing', 'Nothing would be sent.')}</div>;
  }
  return (
    <ol className={styles.line} aria-label={titleOf(urgency)}>
      {planned.map(({ method, after }, i) => {
        const found = methods.find(({ id }) => id === method);
        return (
          <li key={`${method} ${after} ${i}`} className={styles.stop}>
            <span className={styles.minor}>
              {after === 0 ? t('preview.at-once', 'at once') : `+${durationText(after)}`}
            </span>
            <span>{found?.to ?? found?.type ?? method}</span>
            {found?.verified !== true && (
              <span className={styles.bad}>
                <Icon name="exclamation-triangle" size="sm" /> {t('rules.unverified', 'not verified, won’t be used')}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

interface EditProps {
  urgency: Urgency;
  rules: NotificationRuleWire[];
  methods: Array<{ value: string; label: string }>;
  windows: Array<{ value: string; label: string }>;
  onChange: (rules: NotificationRuleWire[]) => void;
}

/** A window written in the rule itself, as a preset is. */
const INLINE = '';

function EditLines({ urgency, rules, methods, windows, onChange }: EditProps) {
  const change = (index: number, part: Partial<NotificationRuleWire>) =>
    onChange(rules.map((one, i) => (i === index ? { ...one, ...part } : one)));
  const labels = { method: t('rules.method', 'Contact method'), when: t('step.window', 'Only within') };
  return (
    <Stack direction="column" gap={1}>
      {rules.map((rule, i) => {
        const inline =
          typeof rule.when === 'object' && rule.when !== null
            ? [{ value: INLINE, label: windowsText(rule.when.windows) }]
            : [];
        return (
          <Stack key={i} gap={1} wrap="wrap" alignItems="flex-end">
            <DurationField
              id={`rule-${urgency}-${i}-after`}
              label={t('rules.after', 'After')}
              width={16}
              value={rule.after}
              onChange={(after) => change(i, { after })}
            />
            <ComboboxField
              id={`rule-${urgency}-${i}-method`}
              label={labels.method}
              width={28}
              options={methods}
              value={rule.method}
              onChange={({ value }) => change(i, { method: value })}
            />
            <WindowChoice
              id={`rule-${urgency}-${i}-when`}
              label={labels.when}
              width={24}
              placeholder={t('step.any-time', 'any time')}
              inline={inline}
              windows={windows}
              value={typeof rule.when === 'string' ? rule.when : rule.when === null ? null : INLINE}
              onInline={(hours) => change(i, { when: { timeZone: null, holidays: null, windows: hours } })}
              onChange={(chosen) => change(i, { when: chosen === INLINE ? rule.when : chosen })}
            />
            <div style={{ paddingBottom: 8 }}>
              <IconButton
                name="trash-alt"
                tooltip={t('rules.remove', 'Remove rule {{number}}', { number: i + 1 })}
                onClick={() => onChange(rules.filter((_, other) => other !== i))}
              />
            </div>
          </Stack>
        );
      })}
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          onClick={() =>
            onChange([
              ...rules,
              { method: methods[0]?.value ?? '', after: rules.length === 0 ? '0s' : '5m', when: null },
            ])
          }
        >
          {t('rules.add', 'Add a rule')}
        </Button>
      </div>
    </Stack>
  );
}

export function RulesCard({
  person,
  isTheirs,
  onChanged,
}: {
  person: StoredPerson;
  isTheirs: boolean;
  onChanged: () => void;
}) {
  const windows = windowOptions(useTimeWindows());
  const mayReplay = useMe()?.can.edit === true;
  const [draft, setDraft] = useState<RulesByUrgency | null>(null);
  const { save, isSending, failure, forget } = useSave(person, () => {
    setDraft(null);
    onChanged();
  });
  useGuardedDraft(draft !== null && !isSame(draft, rulesOf(person)));
  const methods = methodsOf(person).map(({ id, type, to }) => ({
    value: id,
    label: to === undefined ? type : `${type}${afterColon(to)}`,
  }));
  const shown = draft === null ? person : { ...person, notificationRules: draft };
  return (
    <Section
      title={t('rules.title', 'Notification rules')}
      actions={
        isTheirs &&
        draft === null &&
        methods.length > 0 && (
          <Button size="sm" variant="secondary" icon="pen" onClick={() => setDraft(rulesOf(person))}>
            {t('rules.edit', 'Edit rules')}
          </Button>
        )
      }
    >
      <Stack direction="column" gap={2}>
        {(['urgent', 'default'] as const).map((urgency) => (
          <Stack key={urgency} direction="column" gap={1}>
            <h3 style={{ margin: 0, fontSize: 14 }}>{titleOf(urgency)}</h3>
            <Line person={shown} urgency={urgency} />
            {draft !== null && (
              <EditLines
                urgency={urgency}
                rules={draft[urgency]}
                methods={methods}
                windows={windows}
                onChange={(rules) => setDraft({ ...draft, [urgency]: rules })}
              />
            )}
          </Stack>
        ))}
        <div>
          {t(
            'rules.hint',
            'Rules run until somebody answers. An urgency without rules uses the other’s; without any, every verified method is used at once.',
          )}
        </div>
        {failure !== null && (
          <FailureNote failure={failure} what={t('person.not-saved', 'Nothing was changed')} onClose={forget} />
        )}
        {draft !== null && (
          <Stack gap={1}>
            <Button icon="save" disabled={isSending} onClick={() => void save({ notificationRules: draft })}>
              {t('form.save', 'Save')}
            </Button>
            <Button variant="secondary" onClick={() => setDraft(null)}>
              {t('form.cancel', 'Cancel')}
            </Button>
          </Stack>
        )}
        {draft !== null && mayReplay && (
          <ReplayedPerson
            title={t('replay.title-rules', 'The last 30 days by these rules')}
            person={person}
            part={{ notificationRules: draft }}
            isChanged={!isSame(draft, rulesOf(person))}
          />
        )}
      </Stack>
    </Section>
  );
}
