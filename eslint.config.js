import eslint from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only apps/api/src/config/config.ts reads the environment: add a setting there and inject Config.',
};

/** What a folder may not import, as globs or as one expression, each with the reason in words. */
const closed = (...rules) => ({
  'no-restricted-imports': [
    'error',
    { patterns: rules.map(([what, message]) => (what instanceof RegExp ? { regex: what.source, message } : { group: what, message })) },
  ],
});

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/build/',
      '**/.svelte-kit/',
      'data/',
      'data-*/',
      'models/',
      '.runtime/',
      'test/.cache/',
      'test/.out/',
      '**/*.d.ts',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['scripts/**', '*.js', '*.mjs', 'bench/**', 'tools/**', 'apps/web/*.{js,ts}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.eslint.json', './apps/web/tsconfig.json', './apps/web/src/service-worker/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true, allowStaticOnly: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Nest's options are classes that nobody makes instances of.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Naming a property beside a rest is how an object is copied without it.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: ['apps/api/src/auth/callers/access.strategy.ts'],
    // jsonWebTokenOptions: the types call it deprecated, passport-jwt documents it, and only it asks for a token's header.
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Vitest types expect.any() and its kin as `any`. Calling or reading into an `any` stays forbidden.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  { files: ['**/*.svelte'], extends: [tseslint.configs.strict] },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
    // The rule of the same name that knows `let { … } = $props()`.
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error' },
  },
  {
    files: ['apps/web/**'],
    // The pages are always served at the root of a host: there is no base path to resolve.
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
  { files: ['apps/web/static/**'], languageOptions: { globals: globals.browser } },
  { files: ['apps/web/**/*.ts'], languageOptions: { globals: { ...globals.browser, ...globals.worker } } },
  { files: ['**/*.svelte', '**/*.ts'], rules: { 'no-undef': 'off' } },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: ['apps/api/src/config/config.ts'],
    rules: { 'no-restricted-syntax': ['error', environment] },
  },
  {
    files: ['libs/shared/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: closed([/^(?!zod$|\.)/, 'The contract imports nothing but zod: both ends and every tool use it.']),
  },
  {
    files: ['libs/biometrics/src/**/*.ts'],
    rules: closed([
      ['@nestjs/*', 'typeorm', 'pg', '@invigil/api', '@invigil/migrations'],
      'Biometrics knows neither Nest nor a database: pass it what it needs.',
    ]),
  },
  {
    files: ['apps/web/src/**/*.{ts,svelte}'],
    rules: closed(
      [
        ['@invigil/api', '@invigil/api/*', '**/apps/api/**', '@invigil/migrations'],
        'Pages talk to the server through the contract in @invigil/shared.',
      ],
      [/^@invigil\/biometrics(\/node)?$/, 'Pages use @invigil/biometrics/browser; the other doors need Node.'],
      [['svelte/store'], 'Browser state is a small class with private $state, shared through context.'],
    ),
  },
);
