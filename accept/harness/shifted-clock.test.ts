import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { clockEnvironment, clockFlags } from './clock.ts'

const day = 24 * 3_600_000
const program = `
  const tell = () => console.log(Math.round((Date.now() - performance.timeOrigin) / 60_000), Math.round((new Date() - performance.timeOrigin) / 60_000), new Date(0).toISOString())
  process.on('SIGUSR2', tell)
  setTimeout(() => process.exit(1), 30_000)
  tell()`

it('a process with a shifted clock takes it for the time, and another from a signal on', async () => {
  const child = spawn(process.execPath, [...clockFlags, '--input-type=module', '-e', program], {
    env: { ...process.env, ...clockEnvironment({ shift: 3 * day, later: -day }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    if (lines.length === 2) child.kill()
    else child.kill('SIGUSR2')
  }
  expect(lines).toEqual(['4320 4320 1970-01-01T00:00:00.000Z', '-1440 -1440 1970-01-01T00:00:00.000Z'])
})
