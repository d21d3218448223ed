// Floors of the house, lowest first. A room may import its own floor's files and any floor below; never one above.
const floors = [
  ['base'],
  ['texts'],
  ['receipt', 'contact'],
  ['store', 'channels'],
  ['formats', 'rendering'],
  ['registers'],
  ['settings', 'access'],
  ['delivery'],
  ['till'],
  ['overview'],
  ['privacy'],
  ['demo'],
  ['app'],
  ['server'],
  ['cli'],
];

const pathOf = (room) => (room === 'app' ? '^src/app\\.ts$' : `^src/${room}/`);

const upwards = floors.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `${room}-imports-downwards`,
    severity: 'error',
    from: { path: pathOf(room) },
    to: {
      path: floors
        .slice(floor + 1)
        .flat()
        .map(pathOf)
        .concat(rooms.filter((other) => other !== room).map(pathOf)),
    },
  })),
);

export default {
  forbidden: [
    ...upwards.filter((rule) => rule.to.path.length > 0),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'rendering-knows-no-channel',
      severity: 'error',
      from: { path: '^src/rendering/' },
      to: { path: '^src/channels/' },
    },
    {
      name: 'only-the-root-knows-the-store',
      comment: 'server/ and cli/ reach data through the rooms, never through store/',
      severity: 'error',
      from: { path: '^src/(server|cli)/' },
      to: { path: '^src/store/' },
    },
    {
      name: 'providers-behind-their-index',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/channels/sms/' },
      to: { path: '^src/channels/sms/(?!index\\.ts$)' },
    },
    {
      name: 'registers-behind-their-index',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/registers/' },
      to: { path: '^src/registers/(?!index\\.ts$)' },
    },
    {
      name: 'web-sees-only-pure-rooms-and-types',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: ['^src/(receipt|contact|texts)/', '^src/server/api\\.ts$', '^src/server/api/'] },
    },
    {
      name: 'pure-rooms-run-in-a-browser',
      severity: 'error',
      from: { path: '^src/(receipt|contact|texts)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'src-imports-no-tests', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|bench|web)/' } },
    { name: 'found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // The parser knows no JSX: test/house.test.ts looks after those files.
    exclude: { path: ['^web/dist/', '[.]tsx$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
    tsPreCompilationDeps: true,
  },
};
