/** Adds an index by which incidents are found that ended within a period, or since a shadow began: most are long over. */
export const resolutions = {
  version: 32,
  name: '0032-resolutions',
  statements: [
    `create index incidents_by_resolution on incidents (resolved_at, id, opened_at) where resolved_at is not null`,
  ],
};
