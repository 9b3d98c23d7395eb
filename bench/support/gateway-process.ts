// The database gateway in a process of its own, as in production the database's HTTP endpoint is: it must not share a
// thread with what measures. Started as `node gateway-process.ts <connection string> <latency in ms>`.
import { createPostgresBackend } from '../../scripts/gateway/postgres-backend.ts';
import { startGateway } from '../../scripts/gateway/server.ts';

const [connectionString = '', latency = '0'] = process.argv.slice(2);
const gateway = await startGateway({
  backend: createPostgresBackend(connectionString),
  port: 0,
  latencyMs: Number(latency),
});
console.log(gateway.port);
