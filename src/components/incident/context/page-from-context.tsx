/** The body of the Grafana modal that pages somebody about what an extension's context describes. */
import { dateMath } from '@grafana/data';
import { config } from '@grafana/runtime';
import { instanceOf, ruleOf } from './alert-instance.ts';
import PageSomeoneModal from './page-someone-modal.tsx';
import { panelOf } from './panel-context.ts';

/** What the context describes. */
export type ContextKind = 'instance' | 'rule' | 'panel' | 'nothing';

interface Props {
  kind: ContextKind;
  /** Grafana's, as it was handed over. */
  context: unknown;
  /** Of the page on which somebody pressed: `?var-host=web-1`. */
  search: string;
  onDismiss?: () => void;
}

/** An end of a dashboard's time range, `now-1h` or an instant. */
function msOf(raw: unknown, isEnd: boolean): number | null {
  const ms = typeof raw === 'string' ? dateMath.toDateTime(raw, { roundUp: isEnd })?.valueOf() : Number(raw);
  return ms === undefined || Number.isNaN(ms) ? null : ms;
}

function described({ kind, context, search }: Props) {
  switch (kind) {
    case 'instance':
      return instanceOf(context);
    case 'rule':
      return ruleOf(context);
    case 'panel':
      return panelOf(context, { appUrl: config.appUrl, msOf, search });
    case 'nothing':
      return { labels: {}, annotations: {} };
  }
}

export default function PageFromContext(props: Props) {
  return <PageSomeoneModal instance={described(props)} onDismiss={props.onDismiss} />;
}
