import { describe, expect, it } from 'vitest'
import { commands } from './commands.ts'
import { readCommand } from './read-command.ts'

const read = (line: string) =>
  readCommand(line === '' ? [] : line.split(' '), { commands, help: 'THE HELP', version: '1.2.3' })

const understood: readonly [string, string, unknown][] = [
  ['demo', 'demo', { users: 2000, port: 0 }],
  ['demo --users 50 --once', 'demo', { users: 50, once: true, port: 0 }],
  [
    'start --allow http://127.0.0.1:4010 10.0.0.0/8',
    'start',
    { allow: ['http://127.0.0.1:4010', '10.0.0.0/8'], port: 4600, host: '127.0.0.1' },
  ],
  ['start --port 0', 'start', { allow: [], port: 0, host: '127.0.0.1' }],
  ['load planhat', 'load <connector>', { connector: 'planhat' }],
  [
    'load planhat --plan --name P --base-url https://x --user-only --create-only --token-file f --role Viewer',
    'load <connector>',
    {
      connector: 'planhat',
      plan: true,
      name: 'P',
      baseUrl: 'https://x',
      userOnly: true,
      createOnly: true,
      tokenFile: 'f',
      role: 'Viewer',
    },
  ],
  ['integrations', 'integrations', {}],
  ['integrations list', 'integrations list', {}],
  ['integrations show Planhat', 'integrations show <integration>', { integration: 'Planhat' }],
  [
    'integrations delete int_1 --yes',
    'integrations delete <integration>',
    { integration: 'int_1', yes: true },
  ],
  [
    'integrations edit Planhat --create-and-update --with-accounts --absent leave --role Viewer --plan',
    'integrations edit <integration>',
    {
      integration: 'Planhat',
      createAndUpdate: true,
      withAccounts: true,
      absent: 'leave',
      role: 'Viewer',
      plan: true,
    },
  ],
  ['run Planhat --apply', 'run <integration>', { integration: 'Planhat', apply: true }],
  ['run show run_1 --kind failed --limit 5', 'run show <id>', { id: 'run_1', kind: 'failed', limit: 5 }],
  ['run apply run_1', 'run apply <id>', { id: 'run_1' }],
  ['run cancel run_1', 'run cancel <id>', { id: 'run_1' }],
  ['run release run_1', 'run release <id>', { id: 'run_1' }],
  ['run undo run_1 --apply', 'run undo <id>', { id: 'run_1', apply: true }],
  ['run reject run_1', 'run reject <id>', { id: 'run_1' }],
  [
    'integrations schedule Planhat --every week --days mon,thu --at 02:30 --zone Europe/Berlin',
    'integrations schedule <integration>',
    { integration: 'Planhat', every: 'week', days: 'mon,thu', at: '02:30', zone: 'Europe/Berlin' },
  ],
  [
    'integrations pause Planhat --because holidays',
    'integrations pause <integration>',
    { integration: 'Planhat', because: 'holidays' },
  ],
  ['integrations resume Planhat', 'integrations resume <integration>', { integration: 'Planhat' }],
  ['runs --limit 3', 'runs', { limit: 3 }],
  ['notices --all', 'notices', { all: true, limit: 20 }],
  ['notices seen ntc_1', 'notices seen <id>', { id: 'ntc_1' }],
  [
    'integrations contacts Planhat a@x.example b@x.example',
    'integrations contacts <integration> [addresses...]',
    { integration: 'Planhat', addresses: ['a@x.example', 'b@x.example'] },
  ],
  ['people', 'people [search]', { limit: 50 }],
  ['people ada --archived', 'people [search]', { search: 'ada', archived: true, limit: 50 }],
  [
    'people --sort -email --fields email,role',
    'people [search]',
    { sort: '-email', fields: ['email', 'role'], limit: 50 },
  ],
  ['people show per_1', 'people show <person>', { person: 'per_1' }],
  ['saas', 'saas', {}],
  ['saas users ada', 'saas users [search]', { search: 'ada', limit: 50 }],
  ['saas restore p', 'saas restore [application]', { application: 'p' }],
  ['saas users show v1', 'saas users show <user>', { user: 'v1' }],
  ['saas show planhat', 'saas show <application>', { application: 'planhat' }],
  [
    'saas edit p --seats none --price 1.5',
    'saas edit [application]',
    { application: 'p', seats: null, price: 1.5 },
  ],
  [
    'saas archive --filter inactive\tgt\t5 --plan',
    'saas archive [application]',
    { filter: 'inactive\tgt\t5', plan: true },
  ],
  ['saas users link v1 --needs-none robot', 'saas users link [user]', { user: 'v1', needsNone: 'robot' }],
  ['fields', 'fields', {}],
  [
    'fields add Team --type choice --options a,b, --mandatory',
    'fields add <label>',
    { label: 'Team', type: 'choice', options: ['a', 'b'], mandatory: true },
  ],
  [
    'fields edit Team --label Group --optional',
    'fields edit <field>',
    { field: 'Team', label: 'Group', optional: true },
  ],
  [
    'fields edit Shelf --object device --options a,b --unique --retire',
    'fields edit <field>',
    { field: 'Shelf', object: 'device', options: ['a', 'b'], unique: true, retire: true },
  ],
  [
    'fields sources email --first HR,Planhat',
    'fields sources <field>',
    { field: 'email', first: 'HR,Planhat' },
  ],
  ['credentials', 'credentials', {}],
  ['credentials add planhat --name P', 'credentials add <connector>', { connector: 'planhat', name: 'P' }],
  [
    'credentials edit P --name Q --base-url https://x',
    'credentials edit <credential>',
    { credential: 'P', name: 'Q', baseUrl: 'https://x' },
  ],
  [
    'credentials edit P --expires-on none',
    'credentials edit <credential>',
    { credential: 'P', expiresOn: null },
  ],
  ['credentials test P', 'credentials test <credential>', { credential: 'P' }],
  ['credentials delete P', 'credentials delete <credential>', { credential: 'P' }],
  ['accounts', 'accounts', {}],
  [
    'accounts invite a@example.com --name A --role editor',
    'accounts invite <email>',
    { email: 'a@example.com', name: 'A', role: 'editor' },
  ],
  ['accounts service CI', 'accounts service <name>', { name: 'CI', role: 'viewer' }],
  ['accounts disable A --undo', 'accounts disable <account>', { account: 'A', undo: true }],
  ['accounts reset A --sign-in', 'accounts reset <account>', { account: 'A', signIn: true }],
  ['roles', 'roles', {}],
  ['tokens', 'tokens', {}],
  [
    'tokens add ci --account CI --rights a,b --days 7',
    'tokens add <name>',
    { name: 'ci', account: 'CI', rights: ['a', 'b'], days: 7 },
  ],
  ['tokens end ci --yes', 'tokens end <token>', { token: 'ci', yes: true }],
  ['providers', 'providers', {}],
  [
    'providers add Acme --issuer https://x --client-id m --default-role none --group-roles it=editor,staff=viewer',
    'providers add <name>',
    {
      name: 'Acme',
      issuer: 'https://x',
      clientId: 'm',
      defaultRole: null,
      groupRoles: [
        { group: 'it', role: 'editor' },
        { group: 'staff', role: 'viewer' },
      ],
    },
  ],
  ['providers edit Acme --new-secret', 'providers edit <provider>', { provider: 'Acme', newSecret: true }],
  ['providers delete Acme --yes', 'providers delete <provider>', { provider: 'Acme', yes: true }],
  ['providers passwords off', 'providers passwords <taken>', { taken: 'off' }],
  ['groups', 'groups', {}],
  ['groups role it editor', 'groups role <group> <role>', { group: 'it', role: 'editor' }],
  [
    'simulate planhat --users 5 --rate-limit false',
    'simulate planhat [flags...]',
    { flags: ['--users', '5', '--rate-limit', 'false'] },
  ],
  ['simulate fleet --hosts 5', 'simulate fleet [flags...]', { flags: ['--hosts', '5'] }],
  ['people archive ada', 'people archive <person>', { person: 'ada' }],
  ['people restore ada', 'people restore <person>', { person: 'ada' }],
  ['people edit ada --give-back title', 'people edit [person]', { person: 'ada', giveBack: ['title'] }],
  [
    'people merge ada bob --plan',
    'people merge <person> <other>',
    { person: 'ada', other: 'bob', plan: true },
  ],
  ['people split ada per_1', 'people split <person> <other>', { person: 'ada', other: 'per_1' }],
  ['people duplicates --dismissed', 'people duplicates', { dismissed: true, limit: 50 }],
  ['views', 'views', {}],
  ['views share Mine --everyone', 'views share <view>', { view: 'Mine', everyone: true }],
  ['views delete Mine', 'views delete <view>', { view: 'Mine' }],
  ['devices mac --archived', 'devices [search]', { search: 'mac', archived: true, limit: 50 }],
  ['devices show C02', 'devices show <device>', { device: 'C02' }],
  ['software slack --limit 5', 'software [search]', { search: 'slack', limit: 5 }],
  ['software show Slack', 'software show <title>', { title: 'Slack', limit: 50 }],
  ['webhooks', 'webhooks', {}],
  [
    'webhooks add Ops --url https://x.example --events run.held',
    'webhooks add <name>',
    { name: 'Ops', url: 'https://x.example', events: ['run.held'] },
  ],
  ['webhooks rotate Ops', 'webhooks rotate <webhook>', { webhook: 'Ops' }],
  ['webhooks test Ops', 'webhooks test <webhook>', { webhook: 'Ops' }],
  ['webhooks deliveries Ops', 'webhooks deliveries <webhook>', { webhook: 'Ops', limit: 20 }],
  ['activity --who ada', 'activity', { who: 'ada', limit: 20 }],
  ['audit verify --anchor f', 'audit verify', { anchor: 'f' }],
  ['audit anchor f', 'audit anchor <file>', { file: 'f' }],
  ['webhooks replay Ops d', 'webhooks replay <webhook> [delivery]', { webhook: 'Ops', delivery: 'd' }],
  ['webhooks pause Ops', 'webhooks pause <webhook>', { webhook: 'Ops' }],
  ['webhooks resume Ops', 'webhooks resume <webhook>', { webhook: 'Ops' }],
  ['webhooks delete Ops --yes', 'webhooks delete <webhook>', { webhook: 'Ops', yes: true }],
  ['export', 'export [folder]', { folder: 'configuration' }],
  ['plan here --prune --markdown', 'plan <folder>', { folder: 'here', prune: true, markdown: true }],
  ['apply here --digest 0f', 'apply <folder>', { folder: 'here', digest: '0f' }],
  ['openapi', 'openapi', {}],
]

describe('the command line', () => {
  it.each(understood)('understands %s', (line, usage, input) => {
    expect(read(line)).toMatchObject({ kind: 'deed', usage, deed: { input } })
  })

  it('knows every command by a line of this table', () => {
    const tried = new Set(understood.map(([, usage]) => usage))
    expect(commands.map(({ usage }) => usage).filter((usage) => !tried.has(usage))).toEqual([])
  })

  it.each(['people --data /x --json', '--json --data /x people', '--data /x people --json'])(
    'takes the common options anywhere: %s',
    (line) => {
      expect(read(line)).toMatchObject({ globals: { data: '/x', json: true } })
    },
  )

  it.each([
    ['', 'THE HELP'],
    ['help', 'THE HELP'],
    ['--help', 'THE HELP'],
    ['--version', '1.2.3'],
    ['help load', '--base-url <origin>'],
    ['run --help', 'apply <id>'],
    ['help integrations schedule', '--every <unit>'],
    ['simulate --help', 'planhat [flags]'],
    ['simulate planhat --help', '/__sim/mutate'],
  ])('"%s" prints %s', (line, text) => {
    expect(read(line)).toMatchObject({ kind: 'text', text: expect.stringContaining(text) })
  })

  it.each([
    ['peolpe', 'people'],
    ['help peolpe', "unknown command 'peolpe'"],
    ['peolpe --help', "unknown command 'peolpe'"],
    ['load', "missing required argument 'connector'"],
    ['runs --limits 5', '--limit'],
    ['fields one two', 'too many arguments'],
    ['load planhat --token secret', "unknown option '--token'"],
  ])('"%s" is a misuse: %s', (line, text) => {
    expect(read(line)).toMatchObject({ kind: 'misuse', text: expect.stringContaining(text) })
  })

  it.each([
    ['people --limit many', '--limit: must be a number'],
    ['demo --users 0', '--users: must be at least 1'],
    ['demo --users 1.5', '--users: must be a whole number'],
    ['start --port 70000', '--port: must be at most 65,535'],
    [
      'run show run_1 --kind lost',
      '--kind: must be one of created, updated, archived, restored, gone, skipped, failed, held',
    ],
  ])('"%s" names what does not fit: %s', (line, message) => {
    expect(() => read(line)).toThrow(message)
  })
})
