import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const projectDirectory = fileURLToPath(new URL('../..', import.meta.url));

export interface RunningProject {
  url: string;
  gatewayUrl: string;
  /** The backend of the demo, which runs only with `DEMO: 'on'`. */
  demoUrl: string;
  /** What it printed so far. */
  output(): string;
  /** Resolves when it has printed this; rejects when it ends without. */
  says(text: string): Promise<void>;
  /** The process that was started; wrangler and workerd are below it. */
  pid: number;
  /** As Ctrl-C does; resolves with the exit code, at once for one that has ended by itself. */
  interrupt(): Promise<number | null>;
}

interface RunOptions {
  dataDirectory: string;
  environment?: Record<string, string>;
}

/**
 * Runs `npm run dev` on free ports, without its demo unless the environment says so. Resolves when it says that it is
 * ready, rejects with its output when it ends before.
 */
export async function runProject({ dataDirectory, environment = {} }: RunOptions): Promise<RunningProject> {
  const [port, gatewayPort, demoPort] = [await freePort(), await freePort(), await freePort()];
  const child = spawn('npm', ['run', 'dev'], {
    cwd: projectDirectory,
    env: {
      ...process.env,
      PORT: String(port),
      DB_GATEWAY_PORT: String(gatewayPort),
      DEMO_PORT: String(demoPort),
      DATA_DIR: dataDirectory,
      // Only tests of the demo want it.
      DEMO: 'off',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const output = await untilReady(child);
  const { pid } = child;
  if (pid === undefined) throw new Error('What runs has no process id');
  return {
    pid,
    url: `http://127.0.0.1:${port}`,
    gatewayUrl: `http://127.0.0.1:${gatewayPort}`,
    demoUrl: `http://127.0.0.1:${demoPort}`,
    output,
    says(text) {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (output().includes(text)) resolve();
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        void ended.then(() => reject(new Error(`It never said "${text}":\n${output()}`)));
        look();
      });
    },
    interrupt() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

function untilReady(child: ChildProcess): Promise<() => string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const look = (chunk: Buffer) => {
      output += chunk.toString();
      if (!output.includes('Ready.')) return;
      clearTimeout(patience);
      resolve(() => output);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    const patience = setTimeout(() => {
      child.kill('SIGINT');
      reject(new Error(`npm run dev was not ready within 90 s:\n${output}`));
    }, 90_000);
    patience.unref();
    child.once('exit', (code) => reject(new Error(`npm run dev ended with ${code}:\n${output}`)));
  });
}
