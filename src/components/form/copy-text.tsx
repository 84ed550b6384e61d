/** Shows text with a button that copies it. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { t } from '../../language.ts';

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    position: 'relative',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
    minWidth: 0,
  }),
  head: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0.5, 0.5, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  text: css({
    margin: 0,
    padding: theme.spacing(1),
    border: 0,
    background: 'transparent',
    overflowX: 'auto',
    whiteSpace: 'pre',
    maxHeight: 360,
  }),
});

interface Props {
  /** The name of the file or field. */
  name: string;
  text: string;
}

/** Exact text to paste elsewhere, copied by one click. */
export function CopyText({ name, text }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box}>
      <div className={styles.head}>
        <span>{name}</span>
        <ClipboardButton
          size="sm"
          variant="secondary"
          icon="copy"
          fill="text"
          getText={() => text}
          aria-label={t('copy.label', 'Copy {{name}}', { name })}
        >
          {t('copy.button', 'Copy')}
        </ClipboardButton>
      </div>
      <pre className={styles.text} tabIndex={0} role="group" aria-label={name}>
        {text}
      </pre>
    </div>
  );
}
