/**
 * Reads what a request's address and method say before its route is looked up. Scripts and Grafana's plugin route have
 * entrances of their own to the same routes, which are registered once: each costs processor time at every start.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';

/** Base path of the routes, for scripts. */
export const API = '/api/v1';
/** Base path of the same routes for Grafana's plugin route: people and service accounts of Grafana. */
const PLUGIN_API = '/grafana/api/v1';
const PLUGIN_ENTRANCE = PLUGIN_API.slice(0, -API.length);

const throughPlugin = new WeakSet<IncomingMessage>();

/** Whether the request came in below `/grafana/api`. Headers say nothing about that: a browser can have them removed. */
export function isThroughPlugin({ raw }: FastifyRequest): boolean {
  return throughPlugin.has(raw);
}

/**
 * For Fastify's `rewriteUrl`. The address of a route, without the entrance. A HEAD becomes a GET: Node has decided by
 * now that the answer gets no body.
 */
export function enter(request: IncomingMessage): string {
  if (request.method === 'HEAD') {
    request.method = 'GET';
  }
  const url = oneSlash(request.url ?? '/');
  if (!isBelow(url, PLUGIN_API)) {
    return url;
  }
  throughPlugin.add(request);
  return url.slice(PLUGIN_ENTRANCE.length);
}

/** Grafana appends the route to the configured URL, so a URL with a trailing slash results in two. */
function oneSlash(url: string): string {
  return url.replace(/^\/{2,}/, '/');
}

function isBelow(url: string, base: string): boolean {
  return url.startsWith(base) && ['', '/', '?'].includes(url.charAt(base.length));
}
