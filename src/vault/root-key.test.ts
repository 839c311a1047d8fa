import { randomBytes } from 'node:crypto'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../lib/errors.ts'
import { readKeyCommand } from './key-command.ts'
import { defaultKeyFile, type RootKeySource, rootKeySource } from './root-key.ts'

const bytes = randomBytes(32)
const key = bytes.toString('base64')
let folder = ''
let data = ''

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'muster-key-')))
  data = join(folder, 'data')
  await mkdir(data)
})
afterEach(() => rm(folder, { recursive: true }))

function sourceWith(env: Record<string, string>): RootKeySource {
  return rootKeySource(data, { env, home: folder, platform: 'linux' })
}

async function keyFrom(source: RootKeySource): Promise<string | undefined> {
  return (await source.read())?.export().toString('base64')
}

async function keyFile(text: string, mode = 0o600): Promise<string> {
  const path = join(folder, 'root.key')
  await writeFile(path, text)
  await chmod(path, mode)
  return path
}

async function faultOf(act: () => Promise<unknown>): Promise<AppError> {
  const fault = await act().catch((error: unknown) => error)
  if (!(fault instanceof AppError)) throw new Error('no fault')
  expect(fault.code).toBe('vault.key')
  return fault
}

describe('the variable MUSTER_ROOT_KEY', () => {
  it.each<BufferEncoding>(['base64', 'base64url', 'hex'])('gives a key in %s', async (encoding) => {
    expect(await keyFrom(sourceWith({ MUSTER_ROOT_KEY: ` ${bytes.toString(encoding)}\n` }))).toBe(key)
  })

  it.each(['', 'hunter2-canary', randomBytes(31).toString('hex'), randomBytes(33).toString('base64')])(
    'is refused without being shown when it is no key',
    async (text) => {
      const fault = await faultOf(() => sourceWith({ MUSTER_ROOT_KEY: text }).read())
      expect(fault.message).toContain('MUSTER_ROOT_KEY')
      if (text) expect(inspect(fault, { showHidden: true })).not.toContain(text)
    },
  )

  it('comes before the command, the command before the file, and neither can make a key', async () => {
    const MUSTER_ROOT_KEY_FILE = await keyFile(randomBytes(32).toString('hex'))
    const MUSTER_ROOT_KEY_COMMAND = JSON.stringify([process.execPath, '-p', `'${key}'`])
    const both = sourceWith({ MUSTER_ROOT_KEY_COMMAND, MUSTER_ROOT_KEY_FILE })
    expect(await keyFrom(both)).toBe(key)
    const all = sourceWith({ MUSTER_ROOT_KEY: key, MUSTER_ROOT_KEY_COMMAND: 'false', MUSTER_ROOT_KEY_FILE })
    expect(await keyFrom(all)).toBe(key)
    expect([both.make, all.make]).toEqual([undefined, undefined])
  })
})

describe('the command MUSTER_ROOT_KEY_COMMAND', () => {
  const node = (script: string) => JSON.stringify([process.execPath, '-e', script])

  it('may be plain words', async () => {
    const path = await keyFile(key)
    expect(await keyFrom(sourceWith({ MUSTER_ROOT_KEY_COMMAND: `cat  ${path}` }))).toBe(key)
  })

  it('is not run by a shell', async () => {
    const proof = join(folder, 'proof')
    const list = JSON.stringify(['echo', `$(touch ${proof})`, ';', 'touch', proof])
    await faultOf(() => sourceWith({ MUSTER_ROOT_KEY_COMMAND: list }).read())
    const words = await faultOf(() => sourceWith({ MUSTER_ROOT_KEY_COMMAND: `true; touch ${proof}` }).read())
    expect(words.message).toContain('JSON list')
    expect(await readdir(folder)).not.toContain('proof')
  })

  it.each([
    ['is empty', ' ', /empty/],
    ['is a broken list', '["cat"', /JSON list/],
    ['is a list of other things', '["cat", 1]', /JSON list/],
    ['names no program', '/nowhere/muster-key', /not there/],
    ['prints no key', node('console.log("canary-out")'), /did not print a key/],
    [
      'fails',
      node('console.log("canary-out"); console.error("canary-err"); process.exit(3)'),
      /failed \(3\)/,
    ],
    ['prints too much', node('console.log("canary-out".repeat(9999))'), /far more/],
  ])('is refused when it %s, and what it printed is never shown', async (_, command, expected) => {
    const fault = await faultOf(() => sourceWith({ MUSTER_ROOT_KEY_COMMAND: command }).read())
    expect(fault.message).toMatch(expected)
    expect(inspect(fault, { showHidden: true })).not.toMatch(/canary-(out|err)/)
  })

  it('is given up when it takes too long', async () => {
    const fault = await faultOf(() => readKeyCommand(node('setInterval(() => {}, 1000)'), 100))
    expect(fault.message).toContain('within 100 ms')
  })
})

describe('the key file', () => {
  it('is read where MUSTER_ROOT_KEY_FILE says', async () => {
    const source = sourceWith({ MUSTER_ROOT_KEY_FILE: await keyFile(`${bytes.toString('hex')}\n`) })
    expect(await keyFrom(source)).toBe(key)
  })

  it.each([0o640, 0o604, 0o660, 0o777])('is refused with mode %o, with the cure', async (mode) => {
    const path = await keyFile(key, mode)
    const fault = await faultOf(() => sourceWith({ MUSTER_ROOT_KEY_FILE: path }).read())
    expect(fault.message).toContain(`chmod 600 ${path}`)
    expect(fault.message).not.toContain(key)
  })

  it('may be stricter than it has to be', async () => {
    expect(await keyFrom(sourceWith({ MUSTER_ROOT_KEY_FILE: await keyFile(key, 0o400) }))).toBe(key)
  })

  it('is refused when it holds something else, without showing what', async () => {
    const path = await keyFile('canary, but no key')
    const fault = await faultOf(() => sourceWith({ MUSTER_ROOT_KEY_FILE: path }).read())
    expect(fault.message).toContain(path)
    expect(inspect(fault, { showHidden: true })).not.toContain('canary')
  })

  it('is refused when it is a folder or far too long, or when its name is empty', async () => {
    for (const path of [folder, await keyFile(`${key}${' '.repeat(2000)}`)]) {
      const fault = await faultOf(() => sourceWith({ MUSTER_ROOT_KEY_FILE: path }).read())
      expect(fault.message).toContain('is not a root key file')
    }
    await faultOf(async () => sourceWith({ MUSTER_ROOT_KEY_FILE: ' ' }))
  })

  it('is refused inside the data folder, also by a link, whether read or made', async () => {
    const link = join(folder, 'elsewhere')
    await symlink(data, link)
    for (const path of [join(data, 'root.key'), join(data, '..b', 'root.key'), join(link, 'root.key')]) {
      const source = sourceWith({ MUSTER_ROOT_KEY_FILE: path })
      expect((await faultOf(() => source.read())).message).toContain('inside the data folder')
      await faultOf(async () => source.make?.())
    }
    expect(await readdir(data)).toEqual([])
  })

  it('may lie beside the data folder, even under a similar name', async () => {
    const source = sourceWith({ MUSTER_ROOT_KEY_FILE: join(folder, 'data-key', 'root.key') })
    expect(await source.read()).toBeUndefined()
  })
})

describe('making a key', () => {
  it('writes a file only its owner can read, which is read from then on', async () => {
    const source = sourceWith({})
    expect(source.place).toBe(join(folder, '.config', 'muster', 'root.key'))
    expect(await source.read()).toBeUndefined()
    const made = await source.make?.()
    expect(await keyFrom(source)).toBe(made?.export().toString('base64'))
    expect((await stat(source.place)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder, '.config', 'muster'))).toEqual(['root.key'])
  })

  it('never replaces a file: of two processes at once both end with one key', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => sourceWith({}).make?.()))
    expect(new Set(made.map((one) => one?.export().toString('hex'))).size).toBe(1)
    const path = await keyFile(key)
    const again = await sourceWith({ MUSTER_ROOT_KEY_FILE: path }).make?.()
    expect(again?.export().toString('base64')).toBe(key)
    expect(await readFile(path, 'utf8')).toBe(key)
  })

  it('says which file could not be written', async () => {
    const path = join(await keyFile(key), 'root.key')
    const fault = await faultOf(async () => sourceWith({ MUSTER_ROOT_KEY_FILE: path }).make?.())
    expect(fault.message).toContain(path)
  })
})

it.each([
  ['linux', {}, '/home/ada', '/home/ada/.config/muster/root.key'],
  ['linux', { XDG_CONFIG_HOME: '/etc/xdg' }, '/home/ada', '/etc/xdg/muster/root.key'],
  ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/ada', '/home/ada/.config/muster/root.key'],
  ['darwin', {}, '/Users/ada', '/Users/ada/Library/Preferences/muster/root.key'],
  ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\muster\\root.key'],
  ['win32', { APPDATA: 'D:\\app' }, 'C:\\Users\\ada', 'D:\\app\\muster\\root.key'],
] as const)('looks on %s with %j by default in the folder for settings', (platform, env, home, path) => {
  expect(defaultKeyFile({ platform, env, home })).toBe(path)
})
