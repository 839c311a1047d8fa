import { readFileSync, writeSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

/** What happens at a place: `*` is any, and `nth` counts the hits of that name from 1. */
interface Order {
  readonly name: string
  readonly action: string
  readonly nth: number
}

const given = process.env.MUSTER_FAILPOINTS ?? ''
const reached = new Set<string>()
let text = ''
let orders: readonly Order[] = []
let hits = new Map<string, number>()

/**
 * What `#failpoint` is under `--conditions=failpoints`. `MUSTER_FAILPOINTS` says `name:action:nth,…`, or `@file` that
 * says it and may change: counting then begins anew. Actions are kill, stop, throw, tell, and so many milliseconds of
 * delay. What is reached for the first time, and what strikes, is told on standard error.
 */
export async function failpoint(name: string): Promise<void> {
  if (given === '') return
  if (!reached.has(name)) tell(`reached ${name}`)
  reached.add(name)
  readOrders()
  const here = count(name)
  const anywhere = count('*')
  for (const order of orders) {
    if (order.name === name ? order.nth === here : order.name === '*' && order.nth === anywhere)
      await strike(name, order.action)
  }
}

async function strike(name: string, action: string): Promise<void> {
  tell(`${action} ${name}`)
  if (action === 'kill') process.kill(process.pid, 'SIGKILL')
  else if (action === 'stop') process.kill(process.pid, 'SIGSTOP')
  else if (action === 'throw') throw new Error(`failpoint ${name}`)
  else if (action !== 'tell') await wait(Number(action))
}

function readOrders(): void {
  const now = given.startsWith('@') ? readFileSync(given.slice(1), 'utf8').trim() : given
  if (now === text) return
  text = now
  hits = new Map()
  orders = now
    .split(',')
    .filter(Boolean)
    .map((order) => {
      const [name = '', action = '', nth = '1'] = order.split(':')
      return { name, action, nth: Number(nth) }
    })
}

function count(name: string): number {
  const now = (hits.get(name) ?? 0) + 1
  hits.set(name, now)
  return now
}

/** At once, even when the next thing is the end. */
function tell(what: string): void {
  writeSync(2, `failpoint ${what}\n`)
}
