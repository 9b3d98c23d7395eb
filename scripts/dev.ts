import { fileURLToPath } from 'node:url';
import { runDevelopment } from './dev/development.ts';

const directory = fileURLToPath(new URL('..', import.meta.url));

process.exitCode = await runDevelopment({ directory, wranglerConfig: 'wrangler.toml' }, process.env);
