/** Lists what needs somebody, whatever the month: untold duty, owed rest, unconfirmed ends, contested months, late documents. */
import type { ReactNode } from 'react';
import { Icon, Stack } from '@grafana/ui';
import type { DecisionWire } from '#contract/labour/decision';
import type { FindingWire } from '#contract/labour/finding';
import type { NoticeWire } from '#contract/labour/notice';
import type { ListedStatementWire } from '#contract/labour/pay/kept-statement';
import { minutesText } from '../../components/time/duration-text.ts';
import { labourFindingText } from '../../components/labour/labour-finding-text.ts';
import { monthText, stageOf } from '../../components/labour/statement-text.ts';
import { useName } from '../../components/people/directory.tsx';
import { Section } from '../../components/page/section.tsx';
import { dayText, timeText } from '../../components/time/format.ts';
import { useNow } from '../../components/time/use-now.ts';
import { useZone } from '../../components/time/zone.tsx';
import { quoted } from '../../components/text/punctuation.ts';
import { t } from '../../language.ts';
import { owedRests } from './owed.ts';

interface Props {
  notices: readonly NoticeWire[];
  decisions: readonly DecisionWire[];
  /** Of the last weeks and of what is planned. */
  findings: readonly FindingWire[];
  /** Counts months that are not closed. */
  statements: readonly ListedStatementWire[];
  actions: ReactNode;
}

const MOST = 5;

function Part({ title, lines }: { title: string; lines: readonly string[] }) {
  const more = lines.length - MOST;
  return lines.length === 0 ? null : (
    <div>
      <Stack gap={1} alignItems="center">
        <Icon name="exclamation-triangle" />
        <strong>{title}</strong>
      </Stack>
      <ul style={{ margin: 0, paddingLeft: 24 }}>
        {lines.slice(0, MOST).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {more > 0 && <li>{t('attention.more', 'and {{n}} more', { n: more })}</li>}
      </ul>
    </div>
  );
}

export function Attention({ notices, decisions, findings, statements, actions }: Props) {
  const nameOf = useName();
  const now = useNow(60_000);
  const zone = useZone();
  const name = (login: string) => nameOf('people', login);
  const told = [
    ...notices
      .filter(({ state, start }) => state === 'untold' && Date.parse(start) > now)
      .map(({ user, start }) =>
        t('attention.not-told', '{{name}}: no message about the duty from {{time}} arrived.', {
          ...{ name: name(user), time: timeText(Date.parse(start), now, zone) },
        }),
      ),
    ...findings
      .filter(({ rule, severity, planned }) => rule === 'notice' && severity === 'outside' && planned)
      .map((finding) => labourFindingText(finding, { name: name(finding.user), now, zone })),
  ];
  const owed = owedRests(decisions, findings).map(({ user, minutes, owedBy }) => {
    const values = { name: name(user), hours: minutesText(minutes) };
    return owedBy === null
      ? t('attention.owed', '{{name}}: {{hours}} of rest.', values)
      : t('attention.owed-by', '{{name}}: {{hours}} of rest until {{date}}.', {
          ...values,
          date: dayText(Date.parse(owedBy), now, zone),
        });
  });
  const found = (kind: FindingWire['rule']) =>
    findings
      .filter(({ rule }) => rule === kind)
      .map((finding) => labourFindingText(finding, { name: name(finding.user), now, zone }));
  const contested = statements
    .filter((statement) => stageOf(statement) === 'contested')
    .map(({ user, month, contest }) =>
      t('attention.contested-line', '{{name}}, {{month}}: {{text}}', {
        ...{ name: name(user), month: monthText(month), text: quoted(contest ?? '') },
      }),
    );
  const parts = [
    { title: t('attention.told', 'Not told in time'), lines: [...new Set(told)] },
    { title: t('attention.rest', 'Rest that is owed'), lines: [...new Set(owed)] },
    { title: t('attention.contested', 'Contested months, which HR answers'), lines: contested },
    { title: t('attention.ends', 'Ends of interventions that nobody confirmed'), lines: [...new Set(found('record'))] },
    { title: t('attention.documents', 'Documents that are late'), lines: found('document') },
  ];
  return (
    <Section title={t('attention.title', 'What needs somebody')} actions={actions}>
      {parts.every(({ lines }) => lines.length === 0) ? (
        <Stack gap={1} alignItems="center">
          <Icon name="check-circle" />
          {t(
            'attention.none',
            'Nothing: no notice or document is late, no rest is owed, no month is contested, no end is unconfirmed.',
          )}
        </Stack>
      ) : (
        <Stack direction="column" gap={2}>
          {parts.map((part) => (
            <Part key={part.title} {...part} />
          ))}
        </Stack>
      )}
    </Section>
  );
}
