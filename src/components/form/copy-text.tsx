/** Shows text with a button that copies it. */
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ClipboardButton, useStyles2 } from '@grafana/ui';
import { download } from '../browser/download.ts';
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
    // A command that is cut at the edge would be copied by hand without its end.
    overflowX: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: 360,
  }),
});

interface Props {
  /** The name of the file or field. */
  name: string;
  text: string;
  /** Where the text is a whole file: its name when it is downloaded. */
  saveAs?: string | undefined;
}

/** Exact text to paste elsewhere, copied by one click. */
export function CopyText({ name, text, saveAs }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box}>
      <div className={styles.head}>
        <span>{name}</span>
        <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end' }}>
          {saveAs !== undefined && (
            <Button
              size="sm"
              variant="secondary"
              icon="download-alt"
              fill="text"
              aria-label={t('setup.download', 'Download {{file}}', { file: saveAs })}
              onClick={() => download(saveAs, 'text/plain;charset=utf-8', text)}
            >
              {t('copy.download', 'Download')}
            </Button>
          )}
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
      </div>
      <pre className={styles.text} tabIndex={0} role="group" aria-label={name}>
        {text}
      </pre>
    </div>
  );
}
