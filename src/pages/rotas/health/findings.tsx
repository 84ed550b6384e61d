/** Lists the findings about a rota. */
import { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { Badge } from '../../../components/page/badge.tsx';
import type { RotaFindingWire } from '../../../api/resources/rotas.ts';
import { findingBadge, findingWhy, isSerious } from '../../../components/rota/finding-text.ts';
import { t } from '../../../language.ts';
import type { ShiftWording } from '../timeline/lanes/shift-text.ts';
import { spanText } from '../timeline/lanes/shift-text.ts';

const MOST = 8;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: theme.spacing(1) }),
  minor: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});

/** These findings apply to the whole range, so their time is not shown. */
const WHOLE: ReadonlyArray<RotaFindingWire['kind']> = ['neverOnCall', 'singlePoint', 'unfair', 'calendarStale'];

function Finding({ finding, wording }: { finding: RotaFindingWire; wording: ShiftWording }) {
  const styles = useStyles2(getStyles);
  const { title, color } = findingBadge(finding.kind);
  const span = { start: Date.parse(finding.start), end: Date.parse(finding.end) };
  const who = finding.kind === 'gap' ? '' : finding.users.map(wording.name).join(', ');
  return (
    <li>
      <Badge color={color} text={title} /> {who !== '' && <strong>{who}</strong>}{' '}
      {!WHOLE.includes(finding.kind) && spanText(span, wording)}
      <div className={styles.minor}>{findingWhy(finding, wording.name)}</div>
    </li>
  );
}

/** Serious findings first, then by time. */
export function Findings({ findings, wording }: { findings: readonly RotaFindingWire[]; wording: ShiftWording }) {
  const styles = useStyles2(getStyles);
  const [isAll, setAll] = useState(false);
  const sorted = [...findings].sort((a, b) => Number(isSerious(b.kind)) - Number(isSerious(a.kind)));
  const shown = isAll ? sorted : sorted.slice(0, MOST);
  return (
    <>
      <ul className={styles.list}>
        {shown.map((finding, i) => (
          <Finding
            key={`${finding.kind} ${finding.start} ${finding.users.join()} ${i}`}
            finding={finding}
            wording={wording}
          />
        ))}
      </ul>
      {shown.length < sorted.length && (
        <Button size="sm" fill="text" icon="angle-down" onClick={() => setAll(true)}>
          {t('findings.all', 'Show all {{count}}', { count: sorted.length })}
        </Button>
      )}
    </>
  );
}
