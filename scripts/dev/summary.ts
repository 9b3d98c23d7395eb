import type { Gateway } from '../gateway/server.ts';
import { type DevelopmentSettings, developmentAdminToken, type workerVariables } from './settings.ts';

/** A short table of what runs where. No secret is in it but the token that everybody knows. */
export function describeDevelopment({
  settings,
  demoUrl,
  database,
  gateway,
  variables,
}: {
  settings: DevelopmentSettings;
  demoUrl: string | undefined;
  database: { description: string };
  gateway: Gateway;
  variables: ReturnType<typeof workerVariables>;
}): string {
  const usesKnownToken = variables.ADMIN_API_TOKEN === developmentAdminToken;
  const lines = [
    ...(demoUrl === undefined ? [] : [['Demo', demoUrl] as const]),
    ['Worker', `http://127.0.0.1:${settings.port}`],
    ['Database', database.description],
    ['Gateway', `${gateway.url}/sql (counts: ${gateway.url}/stats, latency: ${settings.latencyMs} ms)`],
    ['Admin token', usesKnownToken ? developmentAdminToken : 'as in ADMIN_API_TOKEN'],
    ['CHAT_AUTH', variables.CHAT_AUTH],
  ] as const;
  const table = lines.map(([name, value]) => `  ${name.padEnd(12)} ${value}`).join('\n');
  return `\nReady. Ctrl-C stops everything.\n\n${table}\n`;
}
