const rooms = ['worker', 'durable-objects', 'database', 'contract'];

/** Beside `database`: neither knows of the other. */
const storage = 'storage';

const sdkRooms = ['components', 'composables', 'store', 'client'];

/** What of the contract a browser can have without zod. */
const plainContract = '^contract/(calls|content-types|limits|message-html|sockets)[.]ts$';

/** What components are made of, which knows nothing of chats. */
const sdkMaterials = ['primitives', 'i18n', 'theme'];

/** Each folder may import from those after it in `folders`, and from none before it: see the architecture in README.md. */
function pointDown(folders, parent = '') {
  return folders.slice(1).map((folder, index) => ({
    name: `${parent}${folder}-imports-nothing-above-it`,
    severity: 'error',
    from: { path: `^${parent}${folder}/` },
    to: { path: `^${parent}(${folders.slice(0, index + 1).join('|')})/` },
  }));
}

const sdkRules = [
  ...pointDown(sdkRooms, 'sdk-vue/'),
  {
    name: 'sdk-materials-know-no-chat',
    severity: 'error',
    from: { path: `^sdk-vue/(${sdkMaterials.join('|')})/` },
    to: { path: '^sdk-vue/(components|composables|store)/', pathNot: '^sdk-vue/composables/unique-id[.]ts$' },
  },
  {
    name: 'sdk-client-and-store-know-no-vue',
    comment: 'They run in Node, and in hosts without Vue.',
    severity: 'error',
    from: { path: '^sdk-vue/(client|store)/' },
    to: {
      path: ['^node_modules/(vue|reka-ui)/', '^node_modules/@vue', `^sdk-vue/(${sdkMaterials.join('|')})/`],
    },
  },
  {
    name: 'sdk-has-no-schemas',
    comment: 'Of the contract it takes types, and the constants of the files that need no zod.',
    severity: 'error',
    from: { path: '^sdk-vue/' },
    to: {
      path: ['^contract/', '^node_modules/zod/'],
      pathNot: plainContract,
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'plain-contract-needs-no-zod',
    severity: 'error',
    from: { path: plainContract },
    to: { pathNot: plainContract, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'sdk-knows-only-the-contract',
    severity: 'error',
    from: { path: '^sdk-vue/' },
    to: { path: '^(worker|durable-objects|database|storage|scripts|test|demo)/' },
  },
  {
    name: 'sdk-types-of-the-wire-come-from-the-client',
    comment: 'client/contract.ts, which the build replaces by the same types without zod.',
    severity: 'error',
    from: { path: '^sdk-vue/', pathNot: '^sdk-vue/client/' },
    to: { path: '^contract/', pathNot: plainContract },
  },
  {
    name: 'the-sdk-does-not-know-how-it-is-built',
    severity: 'error',
    from: { path: '^sdk-vue/', pathNot: '^sdk-vue/(build/|vite[.]config|[.]size-limit)' },
    to: { path: '^sdk-vue/(build|dist)/' },
  },
];

/** It runs wherever `fetch` is, and nothing comes with it. */
const serverRules = [
  {
    name: 'server-package-has-no-schemas',
    comment:
      'Of the contract it takes calls.ts, and types, by its contract.ts, which the build replaces by the same types without zod.',
    severity: 'error',
    from: { path: '^sdk-server/', pathNot: '^sdk-server/(contract[.]ts$|build/)' },
    to: { path: ['^contract/', '^node_modules/'], pathNot: '^contract/calls[.]ts$' },
  },
  {
    name: 'server-package-takes-types-of-the-contract',
    severity: 'error',
    from: { path: '^sdk-server/contract[.]ts$' },
    to: { path: ['^contract/', '^node_modules/'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'server-package-knows-only-the-contract',
    severity: 'error',
    from: { path: '^sdk-server/', pathNot: '^sdk-server/build/' },
    to: {
      path: '^(worker|durable-objects|database|storage|scripts|test|demo|sdk-vue|sdk-server/(build|dist))',
    },
  },
  {
    name: 'server-package-runs-everywhere',
    severity: 'error',
    from: { path: '^sdk-server/', pathNot: '^sdk-server/build/' },
    to: { dependencyTypes: ['core'] },
  },
];

/** PrimeVue's components in place of the chat's primitives: it knows the SDK as any host does. */
const primevueRules = [
  {
    name: 'primevue-package-is-a-guest-of-the-sdk',
    severity: 'error',
    from: { path: '^sdk-vue-primevue/', pathNot: '^sdk-vue-primevue/build/' },
    to: {
      path: '^(contract|worker|durable-objects|database|storage|scripts|test|demo|sdk-server|sdk-vue-primevue/(build|dist))/',
    },
  },
  {
    name: 'primevue-package-takes-the-sdk-by-its-name',
    severity: 'error',
    from: { path: '^sdk-vue-primevue/', pathNot: '^sdk-vue-primevue/build/' },
    to: { path: '^sdk-vue/', dependencyTypes: ['local'] },
  },
];

const demoRules = [
  {
    name: 'demo-pages-know-no-backend',
    severity: 'error',
    from: { path: '^demo/pages/' },
    to: { path: '^demo/backend/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'demo-is-a-host',
    comment: 'It knows of the chat what any host knows: the package, and the wire.',
    severity: 'error',
    from: { path: '^demo/' },
    to: { path: '^(worker|durable-objects|database|storage|test)/' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...pointDown(rooms),
    ...sdkRules,
    ...serverRules,
    ...primevueRules,
    ...demoRules,
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
      // The package is not built when this runs: the demo has it from its source, as its own configuration says.
      to: { couldNotResolve: true, pathNot: ['^cloudflare:', '^@mtchat/vue'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^sdk-vue/build/size/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
