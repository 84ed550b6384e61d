/** The yardstick: what HTTP and JSON alone cost on this machine. Prints its URL as the sidecar does. */
import Fastify from 'fastify';

const app = Fastify();
app.post('/in/:token', (_, reply) =>
  reply.code(202).send({ accepted: 1, duplicates: 0, incidents: ['01JGFJJZ00000000000000000'] }),
);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${url}\n`);
process.once('SIGTERM', () => void app.close());
