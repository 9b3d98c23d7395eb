// Runs on whatever Node the machine has, before anything is installed: plain JavaScript, and nothing from a package. It
// says what is missing where `dev.ts` could only fail with a stack trace.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const directory = fileURLToPath(new URL('..', import.meta.url));
const install = `run \`npm ci\` in ${directory} and then \`npm run dev\` again`;

const problem = packagesProblem() ?? nodeProblem();
if (problem === undefined) import('./dev.ts').catch(failedToLoad);
else stopWith(problem);

function stopWith(text) {
  console.error(text);
  process.exitCode = 1;
}

function packagesProblem() {
  if (!existsSync(join(directory, 'node_modules'))) return `The packages are not installed: ${install}.`;
  // npm writes it last.
  const installedFile = join(directory, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) {
    return `node_modules is unfinished, or was made by another tool than npm (pnpm and yarn do not link this project's own packages): ${install}.`;
  }
  const wanted = packagesIn(join(directory, 'package-lock.json'));
  const installed = packagesIn(installedFile);
  if (wanted === undefined) return 'package-lock.json cannot be read: is a merge unfinished?';
  if (installed === undefined) return `node_modules is damaged: ${install}.`;
  const stale = Object.keys(wanted).filter((path) => isMissing(path, wanted[path], installed[path]));
  if (stale.length === 0) return undefined;
  const name = stale[0].slice(stale[0].lastIndexOf('node_modules/') + 'node_modules/'.length);
  const others = stale.length === 1 ? '' : ` and ${stale.length - 1} more`;
  // What is only for development is left out then, and this is development.
  const production = process.env.NODE_ENV === 'production' ? ', without NODE_ENV=production' : '';
  return `node_modules is not as package-lock.json has it (${name}${others}): ${install}${production}.`;
}

/** The packages of a lock file by their folders. */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function isMissing(path, wanted, installed) {
  // What is optional is left out on systems that it is not for; peers are for those who set npm's legacy-peer-deps.
  const mayBeLeftOut = wanted.optional || wanted.devOptional || wanted.peer;
  if (!path.includes('node_modules/') || mayBeLeftOut) return false;
  return installed === undefined || installed.version !== wanted.version;
}

/** npm scripts find the Node of node_modules first; that another runs this means that the project's own does not. */
function nodeProblem() {
  // What runs .ts files without a build step: Node 22.18 and newer.
  if (process.features.typescript) return undefined;
  const here = `This is Node ${process.versions.node}, and \`npm run dev\` needs 22.18 or newer`;
  if (lacksGlibc()) {
    return `${here}. The project brings its own, which like workerd needs glibc, and this system has none (Alpine?): use Debian, Ubuntu, or a container of the image node:22.`;
  }
  return `${here}. The project brings its own, but it is not in node_modules, perhaps because npm was told to leave out install scripts: run \`npm ci --ignore-scripts=false\`, or use a newer Node.`;
}

function lacksGlibc() {
  if (process.platform !== 'linux') return false;
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}

function failedToLoad(error) {
  const isMissingPackage = error.code === 'ERR_MODULE_NOT_FOUND' && /package '/.test(error.message);
  if (!isMissingPackage) throw error;
  stopWith(`${error.message.split(' imported from ', 1)[0]}: ${install}.`);
}
