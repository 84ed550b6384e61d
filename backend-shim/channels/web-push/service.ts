/** Limits push to known services. A browser names the address to push to, and a stranger may name any address. */

/** Services of the existing browsers: Chrome and its derivatives, Firefox, Safari, Edge. */
export const KNOWN_SERVICES: readonly string[] = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  '*.push.apple.com',
  '*.notify.windows.com',
];

function matches(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

/** @returns what is wrong with an endpoint, or null; only an origin that an Admin listed may go without https */
export function wrongEndpoint(endpoint: string, services: readonly string[]): string | null {
  const url = URL.parse(endpoint);
  if (url === null || /\s/.test(endpoint) || url.username !== '' || url.password !== '') {
    return 'must be the address of a push service, as a browser gives it';
  }
  if (services.includes(url.origin)) {
    return null;
  }
  const isKnown =
    url.protocol === 'https:' && url.port === '' && services.some((service) => matches(url.hostname, service));
  return isKnown
    ? null
    : `must be at one of the push services that VIGIE_PUSH_SERVICES allows, over https; ${url.hostname || 'this'} is none`;
}
