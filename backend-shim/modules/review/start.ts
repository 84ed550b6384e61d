/** Builds the routes of reviews. */
import type { ModuleCore, StartedModule } from '../../wire/module.ts';
import type { DocumentSettings } from './actions/document.ts';
import { saveIncidentReview } from './actions/save.ts';
import { reviewRoutes } from './http/review.ts';

export function start({ change, links, summaryOf }: ModuleCore): StartedModule {
  const documents: DocumentSettings = { urlOf: (id) => links.incident(id), summaryOf };
  return {
    routes: (api, ofApi) =>
      reviewRoutes(api, {
        ...ofApi,
        documents,
        save: (request) => change((work) => saveIncidentReview(work, documents, request)),
      }),
  };
}
