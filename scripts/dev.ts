import { fileURLToPath } from 'node:url';
import { runDevelopment } from './dev/development.ts';

const directory = fileURLToPath(new URL('..', import.meta.url));

const exitCode = await runDevelopment({ directory, wranglerConfig: 'wrangler.toml' }, process.env);
// What may still be under way after a failure, such as the build of the demo's pages, has nobody left to wait for it.
process.exit(exitCode);
