/** The numbers that Vigie calls and writes from, as a contact that phones can let through at night. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { senders } from '#contract/people/sender';
import type { SendersWire, SenderWire } from '#contract/people/sender';
import { vcard } from '#domain/notify/render/vcard';

export interface SenderDeps {
  /** Ordered by number. */
  senders(): SenderWire[];
  publicUrl: string;
  /** Returns an SVG image. */
  qr(text: string): string;
}

const NAME = 'Vigie';

export function senderRoutes(app: FastifyInstance, deps: SenderDeps): void {
  const contact = () =>
    vcard(
      NAME,
      deps.senders().map(({ number }) => number),
      deps.publicUrl,
    );
  app.get(
    '/senders',
    {
      schema: {
        tags: ['channels'],
        summary: 'Numbers that people see when Vigie calls or writes',
        response: { 200: senders },
      },
    },
    (): SendersWire => {
      const card = contact();
      return { items: deps.senders(), vcard: card, qr: deps.qr(card) };
    },
  );
  const file = {
    tags: ['channels'],
    summary: 'The same as a contact for phones (vCard)',
    produces: ['text/vcard'],
    response: { 200: z.string() },
  };
  app.get('/senders.vcf', { schema: file }, (_request, reply) =>
    reply
      .header('content-type', 'text/vcard; charset=utf-8')
      .header('content-disposition', 'attachment; filename="vigie.vcf"')
      .serializer((text: string) => text)
      .send(contact()),
  );
}
