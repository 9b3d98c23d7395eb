import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { SqlBackend, SqlOutcome } from './backend.ts';
import type { FaultState } from './faults.ts';
import { parseJson, readBody, sendJson, sendText } from './http.ts';
import { formatResult, parseSqlRequest, type SqlRequest } from './protocol.ts';

/** HTTP requests that ran something, and the statements in them. */
interface Statistics {
  requests: number;
  statements: number;
}

export interface SqlEndpoint {
  backend: SqlBackend;
  latencyMs: number;
  statistics: Statistics;
  faults: FaultState;
}

/** Answers `POST /sql`: runs what is asked, counts it, and answers late, wrongly or not at all where a fault says so. */
export async function answerSql(
  { backend, latencyMs, statistics, faults }: SqlEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { fault, ended } = faults;
  if (fault?.kind === 'refuse') return void request.socket.destroy();
  if (fault?.kind === 'hang') return;

  const parsed = parseSqlRequest(parseJson(await readBody(request)), request.headers);
  if (!parsed.ok) return sendJson(response, 400, { message: parsed.problem });
  if (fault?.kind === 'hold-first' && !faults.isHolding) {
    faults.isHolding = true;
    await ended;
  }
  const outcome = await runRequest(backend, parsed.request);
  // Counted before the answer, so that a test can see that a statement whose answer is held was run.
  statistics.requests += 1;
  statistics.statements += statementCount(parsed.request);

  if (fault?.kind === 'drop-answer') return void request.socket.destroy();
  if (fault?.kind === 'hold-answer') await ended;
  if (latencyMs > 0) await delay(latencyMs, undefined, { ref: false });
  sendOutcome(response, parsed.request, outcome);
}

function runRequest(backend: SqlBackend, request: SqlRequest): Promise<SqlOutcome> {
  if (request.kind === 'single') return backend.run(request.query);
  return backend.runTransaction(request.queries, request.mode);
}

function statementCount(request: SqlRequest): number {
  return request.kind === 'single' ? 1 : request.queries.length;
}

function sendOutcome(response: ServerResponse, request: SqlRequest, outcome: SqlOutcome) {
  switch (outcome.kind) {
    case 'failed':
      return sendJson(response, 400, outcome.error);
    case 'unreachable':
      return sendText(response, 503, `Cannot connect to Postgres: ${outcome.message}`);
    case 'lost':
      return sendText(response, 500, `Lost the connection to Postgres: ${outcome.message}`);
    case 'done': {
      const results = outcome.results.map((result) => formatResult(result, request.rowFormat));
      return sendJson(response, 200, request.kind === 'single' ? results[0] : { results });
    }
  }
}
