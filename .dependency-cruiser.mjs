/** The import directions of the project. `lib/concur` and `sandbox` know nothing of ours; features meet in pages and in boot alone. */
const features = 'requests|lists|exceptions|jobs|audit'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      // A type may look back: it is gone when the program runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'lib-concur-stands-alone',
      comment: 'The Concur client is publishable on its own.',
      severity: 'error',
      from: { path: '^lib/concur/' },
      to: { path: '^(app|components|lib|sandbox|tests)/', pathNot: '^lib/concur/' },
    },
    {
      name: 'sandbox-stands-alone',
      comment:
        'The sandbox is an independent witness: what it shares with the client could be wrong on both sides.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(app|components|lib|tests)/' },
    },
    {
      name: 'nobody-imports-the-sandbox',
      severity: 'error',
      from: { path: '^(app|components|lib)/' },
      to: { path: '^(sandbox|tests|scripts)/' },
    },
    {
      name: 'contracts-are-pure',
      severity: 'error',
      from: { path: '^lib/contracts/' },
      to: { path: '^(app|components|lib)/', pathNot: '^lib/contracts/' },
    },
    {
      name: 'components-never-know-the-server',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(app|lib)/', pathNot: '^lib/(contracts|browser)/' },
    },
    {
      name: 'browser-code-stays-in-the-browser',
      severity: 'error',
      from: { path: '^lib/browser/' },
      to: { path: '^(app|components|lib)/', pathNot: '^lib/(contracts|browser)/' },
    },
    {
      name: 'component-features-never-meet',
      severity: 'error',
      from: { path: `^components/(${features})/` },
      to: { path: `^components/(${features})/`, pathNot: '^components/$1/' },
    },
    {
      name: 'primitives-know-no-feature',
      severity: 'error',
      from: { path: '^components/(ui|forms|data-table|shell)/' },
      to: { path: `^components/(${features})/` },
    },
    {
      name: 'lib-features-never-meet',
      comment: 'A feature reaches jobs and audit through the context; only their stored shapes may be named.',
      severity: 'error',
      from: { path: '^lib/(requests|lists|exceptions)/' },
      to: { path: '^lib/(requests|lists|exceptions)/', pathNot: '^lib/$1/' },
    },
    {
      name: 'use-cases-know-no-http',
      severity: 'error',
      from: { path: '^lib/(requests|lists|exceptions|jobs|audit|db)/' },
      to: { path: '^(app|components|lib/bff|lib/browser)/' },
    },
    {
      name: 'pages-call-no-concur',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^lib/concur/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\.next/' },
    },
    {
      name: 'no-orphans',
      comment: 'A module that nobody imports and no tool loads.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '^app/',
          '\\.config\\.(ts|mjs)$',
          '^tests/',
          '^(instrumentation|proxy)\\.ts$',
          'parse-worker\\.ts$',
        ],
      },
      to: {},
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^\\.next/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
