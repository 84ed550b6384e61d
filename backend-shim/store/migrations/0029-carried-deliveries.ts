/** Adds an index of the deliveries that a message carried, which each receipt, reply and phone call asks for. */
export const carriedDeliveries = {
  version: 29,
  name: '0029-carried-deliveries',
  statements: [`create index deliveries_carried on deliveries (bundled_into) where bundled_into is not null`],
};
