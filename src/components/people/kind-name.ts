/** Names a type of contact method or service. */
import type { ChannelKind } from '../../api/resources/channels.ts';
import { inOwnLanguage } from '../../language.ts';

/** The name of a type of contact method or service; its id if the sidecar does not know it. */
export function kindName(kinds: readonly ChannelKind[], type: string): string {
  const kind = kinds.find((one) => one.kind === type);
  return kind === undefined ? type : inOwnLanguage(kind.names);
}
