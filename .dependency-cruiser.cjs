const rooms = ['worker', 'durable-objects', 'database', 'contract'];

/** Beside `database`: neither knows of the other. */
const storage = 'storage';

/** Each folder may import from those after it in `rooms`, and from none before it: see the architecture in README.md. */
const pointDown = rooms.slice(1).map((room, index) => ({
  name: `${room}-imports-nothing-above-it`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: { path: `^(${rooms.slice(0, index + 1).join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...pointDown,
    {
      name: 'storage-knows-only-the-contract',
      severity: 'error',
      from: { path: `^${storage}/` },
      to: { path: '^(worker|durable-objects|database)/' },
    },
    {
      name: 'database-and-contract-know-no-storage',
      severity: 'error',
      from: { path: '^(database|contract)/' },
      to: { path: `^${storage}/` },
    },
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contract-needs-only-zod',
      comment: 'The browser SDK takes its types from contract/.',
      severity: 'error',
      from: { path: '^contract/' },
      to: { pathNot: ['^contract/', '^node_modules/zod/'] },
    },
    {
      name: 'the-service-does-not-know-its-tools',
      severity: 'error',
      from: { path: `^(${[...rooms, storage].join('|')})/` },
      to: { path: '^(scripts|test|bench|demo|sdk-)' },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^cloudflare:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
