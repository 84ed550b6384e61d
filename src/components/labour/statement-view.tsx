/** Shows the hours and the lines of a month. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ListedStatementWire } from '#contract/labour/pay/kept-statement';
import type { UnitWire } from '#contract/labour/unit';
import { t } from '../../language.ts';
import { LinkButton } from '../page/link-button.tsx';
import { documentUrl } from '../../api/labour/statements.ts';
import { minutesText } from '../time/duration-text.ts';
import { moneyText } from './money-text.ts';
import { codeTexts, monthText } from './statement-text.ts';

type Body = ListedStatementWire['body'];
type Line = Body['lines'][number];

const getStyles = (theme: GrafanaTheme2) =>
  css({
    width: '100%',
    '& th, & td': { padding: theme.spacing(0.5, 1, 0.5, 0), textAlign: 'left', verticalAlign: 'top' },
    '& td:last-child, & th:last-child': { textAlign: 'right', paddingRight: 0, whiteSpace: 'nowrap' },
  });

function quantityText({ minutes, turns, rest }: Line): string {
  const parts = [
    turns === undefined ? '' : t('statement.turns', '{{n}} turns', { n: Number(turns) }),
    minutes === undefined ? '' : minutesText(minutes),
    rest === undefined ? '' : t('statement.rest', '{{hours}} of rest', { hours: minutesText(rest) }),
  ];
  return parts.filter(Boolean).join(', ');
}

function worthText({ amount, rest, paid }: Line, currency: string): string {
  if (amount !== null) {
    return moneyText(amount, currency);
  }
  return rest !== undefined || paid === false ? '–' : t('statement.by-payroll', 'computed by payroll');
}

function nameOf({ code, percent, of }: Line, month: string, texts: ReadonlyMap<string, string>): string {
  const text = texts.has(code) ? ` ${texts.get(code)}` : '';
  const more = typeof percent === 'number' && percent > 0 ? ` (+${percent}\u00A0%)` : '';
  const correction =
    of === month ? '' : ` – ${t('statement.correction', 'correction of {{month}}', { month: monthText(of) })}`;
  return `${code}${text}${more}${correction}`;
}

function Hours({ hours }: { hours: Body['hours'] }) {
  const parts: Array<[string, number]> = [
    [t('statement.on-call', 'On call'), hours.onCall],
    [t('statement.weekday', 'weekdays'), hours.weekday],
    [t('statement.saturday', 'Saturdays'), hours.saturday],
    [t('statement.sunday', 'Sundays'), hours.sunday],
    [t('statement.holiday', 'public holidays'), hours.holiday],
    [t('statement.night', 'of these at night'), hours.night],
    [t('statement.intervention', 'Interventions'), hours.intervention],
    [t('statement.travel', 'of these travel'), hours.travel],
    [t('statement.lost', 'Ordinary hours covered by rest'), hours.lostToRest],
  ];
  return (
    <table className={useStyles2(getStyles)}>
      <thead>
        <tr>
          <th scope="col">{t('statement.hours', 'Hours')}</th>
          <th scope="col">{t('statement.duration', 'Duration')}</th>
        </tr>
      </thead>
      <tbody>
        {parts
          .filter(([, minutes], i) => i === 0 || minutes > 0)
          .map(([name, minutes]) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{minutesText(minutes)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

interface LinesProps {
  lines: readonly Line[];
  month: string;
  currency: string;
  texts: ReadonlyMap<string, string>;
}

function Lines({ lines, month, currency, texts }: LinesProps) {
  const total = lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  return (
    <table className={useStyles2(getStyles)}>
      <thead>
        <tr>
          <th scope="col">{t('statement.code', 'Code')}</th>
          <th scope="col">{t('statement.quantity', 'Quantity')}</th>
          <th scope="col">{t('statement.amount', 'Amount')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={JSON.stringify([line.code, line.of, line.rate, line.percent, line.paid])}>
            <td>{nameOf(line, month, texts)}</td>
            <td>{quantityText(line)}</td>
            <td>{worthText(line, currency)}</td>
          </tr>
        ))}
        <tr>
          <td colSpan={2}>
            <strong>{t('statement.total', 'On-call compensation')}</strong>
          </td>
          <td>
            <strong>{moneyText(total, currency)}</strong>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

interface Props {
  statement: Pick<ListedStatementWire, 'id' | 'month' | 'body'>;
  /** Of the statement; its pay says what codes mean. null: not known. */
  unit: Pick<UnitWire, 'currency' | 'pay'> | null;
  /** Managers read no lines and have no document. */
  hasLines?: boolean;
}

export function StatementView({ statement: { id, month, body }, unit, hasLines = true }: Props) {
  const { hours, lines } = body;
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <Hours hours={hours} />
      {hasLines && lines.length > 0 && (
        <Lines lines={lines} month={month} currency={unit?.currency ?? 'EUR'} texts={codeTexts(unit?.pay ?? [])} />
      )}
      {hasLines && (
        <div>
          <LinkButton size="sm" variant="secondary" icon="file-alt" href={documentUrl(id)} target="_blank">
            {t('statement.document', 'Open the document')}
          </LinkButton>
        </div>
      )}
    </div>
  );
}
