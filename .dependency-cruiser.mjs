/**
 * Folders from the lowest up: each may import those before it, and none that come after. The files beside them either put all together (`above`):
 * then they may import any folder, and none may import them; or they are what all stand on (`below`), the other way round.
 */
const LAYERS = [
  {
    root: 'apps/api/src',
    files: 'above',
    folders: [
      ...['config', 'http', 'logging', 'nightly', 'liveness', 'web-static', 'vitals', 'storage', 'database', 'keys'],
      // what happened is noted, decided and told below signing in; administrators read it above
      ...['audit', 'settings', 'mail', 'auth', 'realtime', 'analysis'],
      ...['exams', 'enrolment', 'accounts', 'people', 'face', 'attempts', 'files'],
      // the recorder publishes a stream and never imports who reads it: monitoring records; dashboard and reports read
      ...['violations', 'monitor', 'monitoring', 'dashboard', 'reports', 'retention'],
      ...['health', 'administration', 'schema', 'commands'],
    ],
  },
  {
    root: 'apps/api/src/auth',
    files: 'above',
    folders: [
      ...['entities', 'limits', 'users', 'links', 'tokens', 'callers', 'sessions', 'proof'],
      ...['factors', 'passkeys', 'second-factor', 'sign-in'],
    ],
  },
  { root: 'apps/api/src/face', files: 'above', folders: ['tickets', 'verifying', 'runs', 'signing-in'] },
  {
    root: 'apps/api/src/monitoring',
    files: 'above',
    folders: ['entities', 'signals', 'checks', 'memory', 'rooms', 'observing', 'frames', 'intake', 'liveness', 'sitting'],
  },
  {
    root: 'apps/web/src/lib',
    files: 'below',
    folders: [
      ...['words', 'camera', 'chart', 'monitor', 'state', 'stream', 'components', 'files', 'consent', 'report', 'shell'],
      ...['violations', 'vision', 'liveness-task', 'account', 'admin', 'exams', 'home'],
    ],
  },
];

/** A rule per folder, so that a message names the folder; and one for a folder whose place was not said. */
function layered({ root, files, folders }) {
  const inPlace = folders.map((folder, place) => ({
    name: `${folder}-in-its-place`,
    severity: 'error',
    comment: `${root}/${folder} may import only the folders that stand before it in LAYERS.`,
    from: { path: `^${root}/${folder}/`, pathNot: '\\.spec\\.ts$' },
    to: { path: `^${root}/(?:(?:${folders.slice(place + 1).join('|')})/${files === 'above' ? '|[^/]+$' : ''})` },
  }));
  const lowest = {
    name: 'files-beside-folders-are-the-lowest',
    severity: 'error',
    comment: `What lies beside the folders of ${root} is what they stand on: it imports none of them.`,
    from: { path: `^${root}/[^/]+$`, pathNot: '\\.spec\\.ts$' },
    to: { path: `^${root}/[^/]+/` },
  };
  const every = {
    name: 'every-folder-has-a-place',
    severity: 'error',
    comment: 'Say in LAYERS where the folder stands.',
    from: { path: `^${root}/(?!(?:${folders.join('|')})/)[^/]+/` },
    to: {},
  };
  return [...inPlace, ...(files === 'below' ? [lowest] : []), every];
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
    ...LAYERS.flatMap(layered),
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
