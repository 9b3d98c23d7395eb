import { requireConnectionString } from '../database.ts';
import { startGateway } from '../gateway/server.ts';
import { Problem } from '../problem.ts';
import { requireWritableDirectory, requireWritableProject } from './data-directory.ts';
import { openDevelopmentDatabase } from './database.ts';
import { buildDemoPages, startDemo } from './demo.ts';
import { lockDirectory } from './directory-lock.ts';
import { requireFreePort } from './ports.ts';
import { becomesReady } from './readiness.ts';
import { requireValidSettings, settingHints } from './setting-hints.ts';
import { type DevelopmentSettings, readDevelopmentSettings, workerVariables } from './settings.ts';
import { firstStopSignal } from './stop-signal.ts';
import { storageProblem } from './storage-problem.ts';
import { describeDevelopment } from './summary.ts';
import { type Project, startWorkerProcess, type WorkerProcess } from './worker-process.ts';
import { requireWorkerd } from './workerd.ts';

/**
 * Runs database, gateway and Worker until SIGINT or SIGTERM, then stops all of them. Resolves with the exit code: 0 when
 * it was told to stop, 1 when something could not start or stopped by itself, which is then told in a line on stderr.
 */
export async function runDevelopment(project: Project, environment: NodeJS.ProcessEnv): Promise<0 | 1> {
  const stopSignal = firstStopSignal();
  const stopSteps: (() => Promise<void>)[] = [];
  try {
    const settings = readDevelopmentSettings(environment, project.directory);
    if (settings.databaseUrl !== undefined) requireConnectionString(settings.databaseUrl);
    const valid = requireValidSettings(workerVariables(settings, 'http://127.0.0.1'));
    for (const hint of settingHints(valid, environment, project.directory)) console.warn(hint);
    requireWorkerd();
    await requireWritableProject(project.directory);
    await requireWritableDirectory(settings.dataDirectory);
    // Before the ports: a second start in the same directory is to be told so, and not that a port is taken.
    stopSteps.push(await lockDirectory(settings.dataDirectory));
    await requireFreePorts(settings);
    console.log('Starting the database, its gateway and the Worker …');

    const pages = buildDemoPages(settings);
    const database = await openDevelopmentDatabase(settings);
    stopSteps.push(() => database.backend.close());

    const { gatewayPort, latencyMs } = settings;
    const gateway = await startGateway({ backend: database.backend, port: gatewayPort, latencyMs });
    stopSteps.push(() => gateway.close());

    const variables = workerVariables(settings, gateway.url);
    // Pages that change while it runs would make wrangler start the Worker anew.
    const assetsDirectory = await pages;
    const worker = startWorkerProcess(project, settings, { variables, assetsDirectory });
    stopSteps.push(() => worker.stop());

    const demo = await startDemo({ settings, variables, database: database.backend });
    if (demo !== undefined) stopSteps.push(() => demo.stop());

    const url = `http://127.0.0.1:${settings.port}`;
    const demoUrl = assetsDirectory === undefined ? undefined : demo?.url;
    const summary = describeDevelopment({ settings, demoUrl, database, gateway, variables });
    await runUntilStopped(worker, url, stopSignal, () => {
      console.log(summary);
      void demo?.seed();
    });
    console.log('Stopping …');
    return 0;
  } catch (error) {
    const problem = error instanceof Problem ? error : storageProblem(error, project.directory);
    if (problem === undefined) throw error;
    console.error(problem.message);
    return 1;
  } finally {
    for (const stop of stopSteps.reverse()) await stop();
  }
}

async function requireFreePorts({ port, gatewayPort, demoPort }: DevelopmentSettings) {
  await requireFreePort(port, 'PORT');
  await requireFreePort(gatewayPort, 'DB_GATEWAY_PORT');
  if (demoPort !== undefined) await requireFreePort(demoPort, 'DEMO_PORT');
}

async function runUntilStopped(
  worker: WorkerProcess,
  url: string,
  stopSignal: Promise<void>,
  onReady: () => void,
) {
  const end = Promise.race([stopSignal.then(() => undefined), worker.ended]);
  const ended = new AbortController();
  void end.then(() => ended.abort());
  if (await becomesReady(`${url}/health/ready`, ended.signal)) onReady();
  const howItDied = await end;
  if (howItDied !== undefined) {
    throw new Problem(`The Worker's process ended (${howItDied}); what it last said is above`);
  }
}
