/** Shows every escalation as the pager has it beside the same in Vigie. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { EscalationLine } from '#modules/importing/contract/escalation-lines';
import type { PlanReport } from '#modules/importing/contract/wizard';
import { t } from '../../../../../language.ts';
import { lineText } from '../../words/escalation-words.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  pair: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  steps: css({ margin: 0, paddingLeft: theme.spacing(3), overflowWrap: 'anywhere' }),
});

interface Props {
  escalations: PlanReport['escalations'];
  pager: string;
}

/** Words for the lines; in plans of before there were any, the sidecar's English. */
function sideOf(lines: readonly EscalationLine[] | null | undefined, english: readonly string[]) {
  return lines ? { said: lines.map(lineText), language: undefined } : { said: english, language: 'en' };
}

export function EscalationPairs({ escalations, pager }: Props) {
  const styles = useStyles2(getStyles);
  const side = (title: string, { said, language }: ReturnType<typeof sideOf>) => (
    <div>
      <div>{title}</div>
      <ol className={styles.steps} lang={language}>
        {said.map((line, i) => (
          <li key={i}>{line}</li>
        ))}
      </ol>
    </div>
  );
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <h3 className="h5" style={{ margin: 0 }}>
        {t('import-report.escalations', 'Escalation, side by side')}
      </h3>
      {escalations.map(({ sourceId, vigieId, name, source, vigie, sourceLines, vigieLines }) => (
        <div key={`${sourceId} ${vigieId}`}>
          <strong>{name}</strong>
          <div className={styles.pair}>
            {side(pager, sideOf(sourceLines, source))}
            {side('Vigie', sideOf(vigieLines, vigie))}
          </div>
        </div>
      ))}
    </div>
  );
}
