/** Splits the address of an ntfy topic into server and topic. */
export interface NtfyTopic {
  /** Address of the server, with its path if it has one; messages are posted there as JSON. */
  server: string;
  topic: string;
}

/** `https://ntfy.example.com/alerts` → server and topic; null: the address has no topic. */
export function topicOf(address: string): NtfyTopic | null {
  const url = URL.parse(address);
  const match = url && /^(.*\/)([-_A-Za-z0-9]{1,64})$/.exec(url.pathname);
  if (!url || !match) {
    return null;
  }
  url.pathname = match[1] ?? '/';
  url.search = '';
  url.hash = '';
  return { server: url.href, topic: match[2] ?? '' };
}
