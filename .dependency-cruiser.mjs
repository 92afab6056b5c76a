/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circles', severity: 'error', comment: 'Files that import each other cannot be read or tested alone.', from: {}, to: { circular: true } },
    { name: 'contract-stands-alone', severity: 'error', comment: 'libs/shared imports nothing but zod.', from: { path: '^libs/shared/src', pathNot: '\\.spec\\.ts$' }, to: { pathNot: '^(libs/shared/src|node_modules/zod)' } },
    { name: 'biometrics-below-api', severity: 'error', comment: 'api → biometrics → shared.', from: { path: '^libs/biometrics' }, to: { path: '^(apps|migrations)/' } },
    { name: 'pages-and-server-apart', severity: 'error', comment: 'web → shared ← api.', from: { path: '^apps/web' }, to: { path: '^(apps/api|migrations)/' } },
    { name: 'server-and-pages-apart', severity: 'error', comment: 'web → shared ← api.', from: { path: '^apps/api' }, to: { path: '^apps/web' } },
    { name: 'auth-below-all', severity: 'error', comment: 'Signing in knows no exams.', from: { path: '^apps/api/src/(auth|keys|audit)/' }, to: { path: '^apps/api/src/(exams|attempts|enrolment|monitoring|violations|dashboard|reports)/' } },
    { name: 'exams-below-violations', severity: 'error', comment: 'violations → exams, attempts → auth.', from: { path: '^apps/api/src/(exams|attempts|enrolment)/' }, to: { path: '^apps/api/src/(monitoring|violations|dashboard|reports)/' } },
    { name: 'recorder-publishes', severity: 'error', comment: 'The recorder publishes a stream; it never imports who reads it.', from: { path: '^apps/api/src/violations/' }, to: { path: '^apps/api/src/(monitoring|dashboard|reports)/' } },
    { name: 'monitoring-records', severity: 'error', comment: 'Monitoring records; dashboard and reports read.', from: { path: '^apps/api/src/monitoring/' }, to: { path: '^apps/api/src/(dashboard|reports)/' } },
    { name: 'shipped-code-has-no-tests', severity: 'error', comment: 'Test helpers stay in tests.', from: { path: '^(apps|libs|migrations)/', pathNot: '\\.spec\\.ts$' }, to: { path: '^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|build|\\.svelte-kit)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@invigil/source', 'import', 'node', 'default', 'svelte', 'browser'], extensions: ['.ts', '.js', '.mjs', '.svelte'] },
    moduleSystems: ['es6'],
  },
};
