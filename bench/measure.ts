import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openConnections } from '../src/db/pool.ts'
import { runFloor } from './floor.ts'
import { runMuster } from './muster.ts'

/**
 * One side of the comparison in a process of its own, so that its memory is its own:
 * `measure.ts floor|muster DATABASE_URL ORIGIN PAGE`. Does a run for every line it reads, and answers each with
 * one line of JSON.
 */
const [side, url = '', origin = '', page = ''] = process.argv.slice(2)
const { pool } = openConnections(url)
const at = { origin, page: Number(page) }

for await (const _ of createInterface({ input: process.stdin })) {
  const result =
    side === 'floor' ? { seconds: await runFloor(pool, at), stages: {} } : await runMuster(pool, at)
  console.log(JSON.stringify({ ...result, peakMb: peakMegabytes() }))
}
await pool.end()

/** The most memory this process ever had, in MB; Linux keeps count. */
function peakMegabytes(): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1000)
}
