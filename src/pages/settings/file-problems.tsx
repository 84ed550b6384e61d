/** Lists problems of provisioning files. */
import type { ErrorDetail } from '#contract/errors';
import { problemText } from '../../components/words/problem-words.ts';

interface Props {
  /** The sidecar's own lines, for a sidecar that sends no details. */
  texts: readonly string[];
  details: readonly ErrorDetail[];
}

/** `provisioning/vigie/x.yaml:12 rotas[0].layers` */
function placeOf({ file = '', line, path }: ErrorDetail): string {
  return [line === undefined ? file : `${file}:${line}`, path].filter(Boolean).join(' ');
}

/** The problems of provisioning files, each with its place. */
export function FileProblems({ texts, details }: Props) {
  return (
    <ul style={{ paddingLeft: 20, margin: 0, overflowWrap: 'anywhere' }}>
      {details.length > 0
        ? details.map((detail) => (
            <li key={`${placeOf(detail)} ${detail.message}`}>
              <code>{placeOf(detail)}</code> {problemText(detail)}
            </li>
          ))
        : texts.map((text) => (
            <li key={text}>
              <code>{text}</code>
            </li>
          ))}
    </ul>
  );
}
