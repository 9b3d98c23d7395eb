import { startGateway } from '../gateway/server.ts';
import { Problem } from '../problem.ts';
import { openDevelopmentDatabase } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { requireFreePort } from './ports.ts';
import { becomesReady } from './readiness.ts';
import { readDevelopmentSettings, workerVariables } from './settings.ts';
import { firstStopSignal } from './stop-signal.ts';
import { describeDevelopment } from './summary.ts';
import { type Project, startWorkerProcess, type WorkerProcess } from './worker-process.ts';

/**
 * Runs database, gateway and Worker until SIGINT or SIGTERM, then stops all of them. Resolves with the exit code: 0 when
 * it was told to stop, 1 when something could not start or stopped by itself, which is then told in a line on stderr.
 */
export async function runDevelopment(project: Project, environment: NodeJS.ProcessEnv): Promise<0 | 1> {
  const stopSignal = firstStopSignal();
  const stopSteps: (() => Promise<void>)[] = [];
  try {
    const settings = readDevelopmentSettings(environment, project.directory);
    await requireFreePort(settings.port, 'PORT');
    await requireFreePort(settings.gatewayPort, 'DB_GATEWAY_PORT');
    stopSteps.push(await lockDirectory(settings.dataDirectory));
    console.log('Starting the database, its gateway and the Worker …');

    const database = await openDevelopmentDatabase(settings);
    stopSteps.push(() => database.backend.close());

    const { gatewayPort, latencyMs } = settings;
    const gateway = await startGateway({ backend: database.backend, port: gatewayPort, latencyMs });
    stopSteps.push(() => gateway.close());

    const variables = workerVariables(settings, gateway.url);
    const worker = startWorkerProcess(project, settings, variables);
    stopSteps.push(() => worker.stop());

    const summary = describeDevelopment({ settings, database, gateway, variables });
    await runUntilStopped(worker, `http://127.0.0.1:${settings.port}`, summary, stopSignal);
    console.log('Stopping …');
    return 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    for (const stop of stopSteps.reverse()) await stop();
  }
}

async function runUntilStopped(
  worker: WorkerProcess,
  url: string,
  summary: string,
  stopSignal: Promise<void>,
) {
  const end = Promise.race([stopSignal.then(() => undefined), worker.ended]);
  const ended = new AbortController();
  void end.then(() => ended.abort());
  if (await becomesReady(`${url}/health/ready`, ended.signal)) console.log(summary);
  const howItDied = await end;
  if (howItDied !== undefined) {
    throw new Problem(`The Worker's process ended (${howItDied}); what it last said is above`);
  }
}
