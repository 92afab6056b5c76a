/**
 * The server's folders from the lowest up: each may import those before it, and none that come after. Files that lie beside them put all
 * together: they may import any, and none of the folders may import those.
 */
const LAYERS = {
  'apps/api/src': [
    ...['config', 'http', 'logging', 'nightly', 'liveness', 'web-static', 'vitals', 'storage', 'database', 'keys'],
    // what happened is noted, decided and told below signing in; administrators read it above
    ...['audit', 'settings', 'mail', 'auth', 'realtime', 'analysis'],
    ...['exams', 'enrolment', 'accounts', 'people', 'face', 'attempts', 'files'],
    // the recorder publishes a stream and never imports who reads it: monitoring records; dashboard and reports read
    ...['violations', 'monitor', 'monitoring', 'dashboard', 'reports', 'retention'],
    ...['health', 'administration', 'schema', 'commands'],
  ],
  'apps/api/src/auth': [
    ...['entities', 'limits', 'users', 'links', 'tokens', 'callers', 'sessions', 'proof'],
    ...['factors', 'passkeys', 'second-factor', 'sign-in'],
  ],
  'apps/api/src/face': ['tickets', 'verifying', 'runs', 'signing-in'],
  'apps/api/src/monitoring': [
    ...['entities', 'signals', 'checks', 'memory', 'rooms', 'observing', 'frames', 'intake', 'liveness', 'sitting'],
  ],
};

/** A rule per folder, so that a message names the folder; and one for a folder whose place was not said. */
function layered([root, folders]) {
  const inPlace = folders.map((folder, place) => ({
    name: `${folder}-in-its-place`,
    severity: 'error',
    comment: `${root}/${folder} may import only the folders that stand before it in LAYERS.`,
    from: { path: `^${root}/${folder}/`, pathNot: '\\.spec\\.ts$' },
    to: { path: `^${root}/(?:(?:${folders.slice(place + 1).join('|')})/|[^/]+$)` },
  }));
  const every = {
    name: 'every-folder-has-a-place',
    severity: 'error',
    comment: 'Say in LAYERS where the folder stands.',
    from: { path: `^${root}/(?!(?:${folders.join('|')})/)[^/]+/` },
    to: {},
  };
  return [...inPlace, every];
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Files that import each other cannot be read or tested alone.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'contract-stands-alone',
      severity: 'error',
      comment: 'libs/shared imports nothing but zod.',
      from: { path: '^libs/shared/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^(libs/shared/src|node_modules/zod)' },
    },
    {
      name: 'biometrics-below-api',
      severity: 'error',
      comment: 'api → biometrics → shared.',
      from: { path: '^libs/biometrics' },
      to: { path: '^(apps|migrations)/' },
    },
    {
      name: 'pages-and-server-apart',
      severity: 'error',
      comment: 'web → shared ← api.',
      from: { path: '^apps/web' },
      to: { path: '^(apps/api|migrations)/' },
    },
    {
      name: 'server-and-pages-apart',
      severity: 'error',
      comment: 'web → shared ← api.',
      from: { path: '^apps/api' },
      to: { path: '^apps/web' },
    },
    ...Object.entries(LAYERS).flatMap(layered),
    {
      name: 'shipped-code-has-no-tests',
      severity: 'error',
      comment: 'Test helpers stay in tests.',
      from: { path: '^(apps|libs|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|build|\\.svelte-kit)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@invigil/source', 'import', 'node', 'default', 'svelte', 'browser'],
      extensions: ['.ts', '.js', '.mjs', '.svelte'],
    },
    moduleSystems: ['es6'],
  },
};
