/** The address of the sidecar as people type it. */

export type AddressProblem = 'empty' | 'form' | 'path' | null;

/** The routes of plugin.json add their own path, so the address ends at the port or at a folder of a proxy. */
export function addressProblem(text: string): AddressProblem {
  if (text.trim() === '') {
    return 'empty';
  }
  const url = URL.parse(text.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    return 'form';
  }
  return /\/api(\/|$)|\/healthz$/.test(url.pathname) || url.search !== '' || url.hash !== '' ? 'path' : null;
}

export function cleanAddress(text: string): string {
  return text.trim().replace(/\/+$/, '');
}

/** Whether the URL is reachable only from the sidecar's own machine. */
export function isLocalOnly(publicUrl: string): boolean {
  return /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])([:/]|$)/.test(publicUrl);
}
