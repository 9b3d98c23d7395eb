import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import * as z from 'zod';
import type { SqlBackend } from './backend.ts';
import { createFaultState, type Fault, type FaultState, faultSchema } from './faults.ts';
import { parseJson, readBody, sendJson, sendText } from './http.ts';
import { answerSql } from './sql-endpoint.ts';

const loopback = '127.0.0.1';

export interface GatewayOptions {
  backend: SqlBackend;
  /** 0 takes any free port. */
  port: number;
  /**
   * How long each answer waits after its statement has finished, as on a network.
   * @default 0
   */
  latencyMs?: number;
  /**
   * Lets a test inside workerd set faults: `PUT /fault` with `{"kind": …}`, where `none` ends the fault.
   * @default false
   */
  faultControl?: boolean;
}

export interface Gateway {
  /** Without a path; statements go to `/sql`. */
  url: string;
  port: number;
  setFault(fault: Fault | undefined): void;
  /** Cuts all connections. The backend stays open. */
  close(): Promise<void>;
}

/**
 * Speaks Neon's SQL-over-HTTP protocol on the loopback address, so that local development and tests run the same
 * driver as production. Any connection string is accepted. Rejects when the port cannot be had.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const faults = createFaultState();
  const server = createServer(createListener(options, faults));
  // A connection that is closed for being idle, just as the next statement is sent on it, would look like an outage.
  server.keepAliveTimeout = 0;
  server.listen(options.port, loopback);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The gateway listens on no port');

  return {
    url: `http://${loopback}:${address.port}`,
    port: address.port,
    setFault: (fault) => faults.set(fault),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function createListener(options: GatewayOptions, faults: FaultState): RequestListener {
  const { backend, latencyMs = 0, faultControl = false } = options;
  const statistics = { requests: 0, statements: 0 };
  const sqlEndpoint = { backend, latencyMs, statistics, faults };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url}`;
    if (route === 'POST /sql') return answerSql(sqlEndpoint, request, response);
    if (route === 'POST /stats/reset') Object.assign(statistics, { requests: 0, statements: 0 });
    if (route === 'GET /stats' || route === 'POST /stats/reset') {
      return sendJson(response, 200, { ...statistics, isHolding: faults.isHolding });
    }
    if (route === 'PUT /fault' && faultControl) return changeFault(faults, request, response);
    sendText(response, 404, 'This gateway has POST /sql, GET /stats and POST /stats/reset');
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A caller who went away while sending is owed no answer.
      if (request.destroyed && !request.complete) return;
      console.error('The database gateway failed:', error);
      sendText(response, 500, 'The database gateway failed; its output says why');
    });
  };
}

const faultChange = z.union([faultSchema, z.object({ kind: z.literal('none') })]);

async function changeFault(faults: FaultState, request: IncomingMessage, response: ServerResponse) {
  const change = faultChange.safeParse(parseJson(await readBody(request)));
  if (!change.success) return sendText(response, 400, 'The body must be {"kind": …}, a fault or "none"');
  faults.set(change.data.kind === 'none' ? undefined : change.data);
  sendJson(response, 200, change.data);
}
