import { execFile } from 'node:child_process'
import type { KeyObject } from 'node:crypto'
import { AppError } from '../lib/errors.ts'
import { parseKey } from './keys.ts'

/** Milliseconds a command may take to say the root key: people may have to touch a security key. */
const patience = 30_000

/** Runs a command, without a shell, and reads the root key that it prints. What it prints is never shown. */
export async function readKeyCommand(setting: string, limit = patience): Promise<KeyObject> {
  const [program, ...args] = splitCommand(setting)
  if (!program) throw unusable('is set, but empty')
  const key = parseKey(await output(program, args, limit))
  if (key) return key
  throw unusable('did not print a key: 32 bytes in base64 or hex, and nothing else')
}

/** `["op", "read", "a b"]` as it stands, or plain words separated by spaces. */
function splitCommand(setting: string): readonly string[] {
  if (setting.trimStart().startsWith('[')) return parseWords(setting)
  if (/["'\\`$|<>;&]/.test(setting))
    throw unusable('is not run by a shell: for quotes and the like, write it as a JSON list of words')
  return setting.split(/\s+/).filter((word) => word !== '')
}

function parseWords(setting: string): readonly string[] {
  const words = parseJson(setting)
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words
  throw unusable('is not a JSON list of words, such as ["op", "read", "op://muster/root/key"]')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function output(program: string, args: readonly string[], limit: number): Promise<string> {
  const options = { timeout: limit, killSignal: 'SIGKILL', maxBuffer: 4096, windowsHide: true } as const
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, options, (error, stdout) => {
      // Node's error repeats the command line and what was printed, so it is not passed on as a cause.
      if (error) reject(unusable(whatWentWrong(error, limit)))
      else resolve(stdout)
    })
    child.stdin?.end()
  })
}

function whatWentWrong(error: { code?: unknown; killed?: boolean }, limit: number): string {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'printed far more than a key'
  if (error.killed) return `gave no answer within ${limit} ms`
  if (error.code === 'ENOENT') return 'names a program that is not there'
  return `failed (${String(error.code ?? 'ended by a signal')}). Run it by hand to see why`
}

function unusable(what: string): AppError {
  return new AppError('vault.key', `The command in MUSTER_ROOT_KEY_COMMAND ${what}.`)
}
