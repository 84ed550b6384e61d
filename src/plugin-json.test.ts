/**
 * The three plugin.json by what Grafana's reference of plugin.json says: which fields there are, which of them are required,
 * and how they are written. The published schema itself is under a licence that keeps it out of this repository, so its
 * rules are written here. What the catalogue's validator asks of the archive is in `tests/packaging/plugin-zip.test.ts`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const text = z.string().min(1);
const extension = z.strictObject({
  targets: z.array(z.string().regex(/^grafana\//)).min(1),
  // The catalogue asks for ten characters.
  title: z.string().min(10),
  description: z.string().min(10),
});

const plugin = z.strictObject({
  $schema: z.url(),
  type: z.enum(['app', 'panel', 'datasource']),
  name: text,
  id: z.string().regex(/^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$/),
  info: z.strictObject({
    description: text,
    author: z.strictObject({ name: text, email: z.email().optional(), url: z.url().optional() }),
    keywords: z.array(text).min(1),
    logos: z.strictObject({ small: z.string().endsWith('.svg'), large: z.string().endsWith('.svg') }),
    links: z.array(z.strictObject({ name: text, url: z.url() })).optional(),
    screenshots: z.array(z.strictObject({ name: text, path: z.string().regex(/^img\//) })),
    // Both are filled in by the build.
    version: z.literal('%VERSION%'),
    updated: z.literal('%TODAY%'),
  }),
  languages: z.array(z.enum(['en-US', 'fr-FR'])).length(2),
  dependencies: z.strictObject({
    grafanaDependency: z.string().regex(/^>=\d+\.\d+\.\d+$/),
    plugins: z.array(z.strictObject({ id: text, type: text, name: text, version: text })),
    extensions: z.strictObject({ exposedComponents: z.array(text) }).optional(),
  }),
  // Apps only.
  roles: z
    .array(
      z.strictObject({
        role: z.strictObject({
          name: text,
          description: text,
          permissions: z.array(z.strictObject({ action: text, scope: text.optional() })).min(1),
        }),
        grants: z.array(z.enum(['Viewer', 'Editor', 'Admin', 'Grafana Admin'])).min(1),
      }),
    )
    .optional(),
  routes: z
    .array(
      z.strictObject({
        path: text,
        method: text,
        url: text,
        reqRole: z.enum(['Viewer', 'Editor', 'Admin']).optional(),
        reqAction: text.optional(),
        headers: z.array(z.strictObject({ name: text, content: text })).optional(),
      }),
    )
    .optional(),
  includes: z
    .array(
      z.strictObject({
        type: z.enum(['page', 'dashboard', 'panel', 'datasource']),
        name: text,
        path: text,
        role: z.enum(['Viewer', 'Editor', 'Admin']).optional(),
        addToNav: z.boolean().optional(),
        defaultNav: z.boolean().optional(),
        icon: text.optional(),
      }),
    )
    .optional(),
  extensions: z
    .strictObject({
      addedComponents: z.array(extension),
      addedLinks: z.array(extension),
      exposedComponents: z.array(
        z.strictObject({
          id: z.string().regex(/^vigie-oncall-app\/[a-z-]+\/v\d+$/),
          title: z.string().min(10),
          description: z.string().min(10),
        }),
      ),
    })
    .optional(),
  // Panels and data sources only.
  skipDataQuery: z.boolean().optional(),
  metrics: z.boolean().optional(),
  annotations: z.boolean().optional(),
  category: z
    .enum(['tsdb', 'logging', 'cloud', 'tracing', 'profiling', 'sql', 'enterprise', 'iot', 'other'])
    .optional(),
});

const OF_TYPE = {
  app: { has: ['includes', 'routes'], hasNot: ['metrics', 'annotations', 'category', 'skipDataQuery'] },
  panel: { has: ['skipDataQuery'], hasNot: ['routes', 'includes', 'roles', 'metrics', 'annotations'] },
  datasource: { has: ['metrics', 'annotations', 'category'], hasNot: ['routes', 'includes', 'roles', 'skipDataQuery'] },
} as const;

it.each(['plugin.json', 'panel/plugin.json', 'datasource/plugin.json'])(
  '%s has the fields that Grafana knows',
  (file) => {
    const stated = plugin.parse(JSON.parse(readFileSync(path.resolve(import.meta.dirname, file), 'utf8')));
    expect(stated.id.endsWith(`-${stated.type}`)).toBe(true);
    const { has, hasNot } = OF_TYPE[stated.type];
    const fields = Object.keys(stated);
    expect(has.filter((field) => !fields.includes(field))).toEqual([]);
    expect(hasNot.filter((field) => fields.includes(field))).toEqual([]);
  },
);
