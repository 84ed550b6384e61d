/** A field for search words. */
import { FilterInput } from '@grafana/ui';

interface Props {
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

/** Takes words, not a pattern: Grafana's field would put a backslash before each `-` and `.` of a host name. */
export function SearchField(props: Props) {
  return <FilterInput {...props} escapeRegex={false} />;
}
