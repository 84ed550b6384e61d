// The house rules that a machine can check; style is in CONTRIBUTING.md. Each message says what to do instead.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const code = ['**/*.{ts,tsx,mts}'];
const tests = ['**/*.test.{ts,tsx,mjs}', '**/*.contract.ts', 'tests/**'];

const clock = 'Take `now` as an argument; outside of backend-shim/adapters nobody reads the clock.';
const timers = 'Use the clock port (ports/clock.ts); timers live in backend-shim/adapters.';

const noClockOrChance = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: clock },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "CallExpression[callee.name='Date']", message: clock },
  {
    selector: "MemberExpression[object.name='performance'][property.name='now']",
    message: 'Use `clock.monotonic()` of the clock port.',
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='hrtime']",
    message: 'Use `clock.monotonic()` of the clock port.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Use the ids port (ports/ids.ts); chance lives in backend-shim/adapters.',
  },
  {
    selector: "CallExpression[callee.name='randomUUID'], CallExpression[callee.name='randomBytes']",
    message: 'Use the ids port (ports/ids.ts); chance lives in backend-shim/adapters.',
  },
  { selector: 'CallExpression[callee.name=/^set(Timeout|Interval)$/]', message: timers },
];

const swallowed = {
  selector: 'CatchClause[body.body.length=0]',
  message: 'A failure is a value with a reason: return it, count it or log it; a comment is not enough.',
};

/** `...{ a, b }` inside of an object hides keys that are wrong or twice from the compiler, and from readers. */
const packed = {
  selector: 'ObjectExpression > SpreadElement > ObjectExpression',
  message: 'Write the properties one by one: `...{ a, b }` only hides them.',
};

/** Files that still pack. The list only shrinks. */
const STILL_PACKED = [
  'backend-shim/http/routes/labour/statements.ts',
  'src/components/labour/labour-finding-text.ts',
  'src/components/labour/preview/labour-panel.tsx',
  'src/domain/labour/document/texts.ts',
  'src/pages/compliance/attention.tsx',
  'tests/e2e/insights.spec.ts',
];

/** What Grafana's components do to each other, and which of ours knows of it. */
const subPath = [
  {
    selector: "JSXOpeningElement[name.name='a']",
    message: 'Use TextLink of @grafana/ui or LinkButton of components/page/link-button.tsx: they know the sub path.',
  },
  {
    selector:
      "CallExpression[callee.property.name='chunked'] Property[key.name='url'] > TemplateLiteral[expressions.0.property.name!='appSubUrl']",
    message: '`chunked` takes addresses as they are: begin with ${config.appSubUrl}.',
  },
];
const aroundDialogs = [
  {
    selector: "JSXOpeningElement[name.name='form']",
    message: 'Use Form of components/form/form.tsx: a dialog inside a form submits it, too.',
  },
];
const ofGrafana = [
  {
    name: '@grafana/i18n',
    importNames: ['Trans'],
    message: 'Use t() of language.ts: the bundle leaves out what reads the markup of Trans (webpack.config.ts).',
  },
  {
    name: '@grafana/ui',
    importNames: ['LinkButton'],
    message: 'Use LinkButton of components/page/link-button.tsx: it leads below the sub path in another tab, too.',
  },
  {
    name: '@grafana/ui',
    importNames: ['ConfirmModal'],
    message: 'Use ConfirmDialog of components/form/confirm-dialog.tsx: what happens in it stays in it.',
  },
  {
    name: '@grafana/ui',
    importNames: ['Combobox', 'MultiCombobox', 'Select', 'MultiSelect'],
    message: 'Use those of components/form/fields/combobox.tsx: Esc closes the list only, and each has a name.',
  },
  {
    name: '@grafana/ui',
    importNames: ['Drawer'],
    message:
      'Use DrawerForm or GuardedDrawer of components/form/drawer-form.tsx: they ask before what was changed is lost.',
  },
  {
    name: '@grafana/ui',
    importNames: ['Badge'],
    message: 'Use Badge of components/page/badge.tsx: its grey can be read in the light.',
  },
  {
    name: '@grafana/ui',
    importNames: ['InlineSwitch'],
    message: 'Use LabelledSwitch of components/form/fields/labelled-switch.tsx: it is connected with its name.',
  },
];

const notInTests = [
  {
    selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(mock|doMock)$/]",
    message: 'No module mocks: hand a fake of the port in.',
  },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Tests use fixed dates.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Tests use fixed dates.' },
  {
    selector: 'CallExpression[callee.name=/^set(Timeout|Interval)$/]',
    message:
      'No real sleeps: use the fake or the manual clock; for another process `until` of tests/support/waiting.ts.',
  },
];

/** They look at other processes and at the machine's clock, so real time is their business. */
const realTime = ['tests/{support,faults,bench,integration,e2e}/**', 'backend-shim/adapters/**'];

export default tseslint.config(
  {
    ignores: ['node_modules/', 'dist/', 'dist-sidecar/', 'data/', 'coverage/', '.config/', 'tests/upgrade/.unpacked/'],
  },
  {
    files: ['**/*.{ts,tsx,mts,mjs,js}'],
    languageOptions: { parser: tseslint.parser, ecmaVersion: 'latest', sourceType: 'module' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-empty': 'error',
      'no-restricted-syntax': ['error', swallowed, packed],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-debugger': 'error',
      'no-eval': 'error',
      'no-fallthrough': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-dupe-keys': 'error',
      'no-duplicate-case': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-self-compare': 'error',
      'no-async-promise-executor': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // tests/architecture/sizes.test.ts measures these.
    files: ['{src,backend-shim,tests}/**/*.{ts,tsx,mts}'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['scripts/**/*.test.mjs'],
    rules: { 'max-lines': ['error', { max: 600 }], 'max-lines-per-function': 'off' },
  },
  {
    files: code,
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 20 }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unsafe-function-type': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'backend-shim/**/*.ts'],
    ignores: [...tests, 'backend-shim/adapters/**'],
    rules: {
      'no-restricted-syntax': ['error', swallowed, packed, ...noClockOrChance, ...aroundDialogs, ...subPath],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...ofGrafana,
            { name: 'node:timers', message: timers },
            { name: 'node:timers/promises', message: timers },
          ],
        },
      ],
    },
  },
  {
    files: ['backend-shim/**/*.ts'],
    ignores: ['backend-shim/main.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['backend-shim/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // `[object Object]` in a sentence is nobody's value.
    files: ['{backend-shim,src/{,modules/*/}{contract,domain}}/**/*.ts'],
    ignores: tests,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }] },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: [...tests, 'src/{,modules/*/}{contract,domain}/**'],
    languageOptions: { parserOptions: { project: 'tsconfig.plugin.json', tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }] },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: [...tests, 'src/{,modules/*/}{contract,domain}/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: tests, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  {
    files: ['**/*.test.{ts,tsx,mjs}'],
    ignores: realTime,
    rules: { 'no-restricted-syntax': ['error', swallowed, packed, ...notInTests] },
  },
  { files: STILL_PACKED, rules: { 'no-restricted-syntax': ['error', swallowed] } },
  {
    files: STILL_PACKED,
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', swallowed, ...noClockOrChance, ...aroundDialogs, ...subPath] },
  },
);
