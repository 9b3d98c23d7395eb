import { inject } from 'vitest';

const gatewayUrl = inject('gatewayUrl');

export type Fault = 'refuse' | 'hang' | 'drop-answer' | 'hold-answer' | 'hold-first' | 'none';

/** What goes wrong with the requests to Postgres from now on; `none` ends it. */
export async function setFault(kind: Fault): Promise<void> {
  const response = await fetch(`${gatewayUrl}/fault`, { method: 'PUT', body: JSON.stringify({ kind }) });
  if (!response.ok) throw new Error(`The gateway refused the fault ${kind}: ${await response.text()}`);
}

async function gatewayStats(): Promise<{ requests: number; isHolding: boolean }> {
  return (await fetch(`${gatewayUrl}/stats`)).json();
}

/** How many requests reached Postgres since the last reset. */
export async function databaseRequests(): Promise<number> {
  return (await gatewayStats()).requests;
}

/** Whether the fault `hold-first` has met its statement. */
export async function isHoldingStatement(): Promise<boolean> {
  return (await gatewayStats()).isHolding;
}

/** How many requests to Postgres `work` made. */
export async function countingRequests(work: () => Promise<unknown>): Promise<number> {
  const before = await databaseRequests();
  await work();
  return (await databaseRequests()) - before;
}

interface GatewayAnswer {
  fields: { name: string }[];
  rows: (string | null)[][];
}

/** Asks Postgres itself, past everything that is under test. Values come as text. */
export async function queryDatabase(
  query: string,
  params: readonly unknown[] = [],
): Promise<Record<string, string | null>[]> {
  const response = await fetch(`${gatewayUrl}/sql`, {
    method: 'POST',
    headers: {
      'Neon-Connection-String': 'postgres://test@localhost/test',
      'Neon-Raw-Text-Output': 'true',
      'Neon-Array-Mode': 'true',
    },
    body: JSON.stringify({ query, params }),
  });
  if (!response.ok) throw new Error(await response.text());
  const { fields, rows }: GatewayAnswer = await response.json();
  return rows.map((row) =>
    Object.fromEntries(fields.map((field, index) => [field.name, row[index] ?? null])),
  );
}
