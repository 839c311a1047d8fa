import { type FaultStage, openFaultStage, positions } from '../../test/runs/fault-stage.ts'
import { staying, strikingOnce } from '../../test/runs/fault-trials.ts'
import type { Position, Verdict } from '../../test/runs/fault-verdicts.ts'
import { openTemplate } from '../../test/template.ts'
import { type Breakage, type Case, shareOf } from '../harness/case.ts'
import { startTcpFault, type TcpFault, type Toxic } from '../harness/tcp-fault.ts'

/** Everything that can go wrong between Muster and a vendor, on the first, the middle and the last page. */
export const vendorFaults: Case = {
  id: 'A16',
  title: 'vendor-faults',
  run: async ({ scale, shard, progress }) => {
    const { template, close } = await openTemplate()
    const proxies: TcpFault[] = []
    const between = async (origin: string) => {
      const proxy = await startTcpFault(origin)
      proxies.push(proxy)
      return proxy.origin
    }
    const stage = await openFaultStage({ template, between })
    const trials = shareOf(trialsOn(stage, proxies[0]), shard)
    const tried = scale === 'full' ? trials : trials.filter((_, at) => at % smokeEvery === 0)
    const broken: Breakage[] = []
    for (const [at, { title, run }] of tried.entries()) {
      progress(`${at + 1} of ${tried.length}: ${title}`)
      const what = await run()
      if (what !== undefined) broken.push({ what, point: title })
      await stage.reset()
    }
    await stage.story.close()
    for (const proxy of proxies) await proxy.close()
    await close()
    const faults = new Set(tried.map(({ fault }) => fault)).size
    return { counts: { faults, runs: tried.length, unexpected: broken.length }, broken }
  },
}

const smokeEvery = 25

interface Trial {
  readonly fault: string
  readonly title: string
  /** What was unexpected, if anything was. */
  run(): Promise<string | undefined>
}

function trialsOn(stage: FaultStage, proxy: TcpFault | undefined): readonly Trial[] {
  const vendors = [...strikingOnce, ...staying].map(
    ({ title, position, order, verdict }): Trial => ({
      fault: `${order.id} ${order.variant}`,
      title,
      run: () => judge(stage, [order], { verdict, position }),
    }),
  )
  const wires = Object.entries(toxics).flatMap(([name, { toxic, always }]) =>
    positions.flatMap((position, place) =>
      [false, true].map((stays): Trial => {
        const verdict: Verdict = stays ? always : { kind: 'whole' }
        return {
          fault: `tcp ${name}`,
          title: `tcp ${name} at the ${position} page${stays ? ' for ever' : ''}`,
          run: async () => {
            proxy?.set({ toxic, request: place + 1, stays })
            const what = await judge(stage, [], { verdict, position })
            const missed = proxy?.struck() === 0 ? 'the fault did not strike' : undefined
            proxy?.set()
            return what ?? missed
          },
        }
      }),
    ),
  )
  return [...vendors, ...wires]
}

const whole: Verdict = { kind: 'whole' }
const down: Verdict = { kind: 'fails', code: 'vendor.down' }
const odd: Verdict = { kind: 'fails', code: 'vendor.odd' }

/** What goes wrong below HTTP, and how a run ends when it never stops. Once, it is always asked again. */
const toxics: Readonly<Record<string, { toxic: Toxic; always: Verdict }>> = {
  latency: { toxic: { kind: 'latency', ms: 50 }, always: whole },
  slices: { toxic: { kind: 'slice', bytes: 512, ms: 1 }, always: whole },
  'cut before headers': { toxic: { kind: 'cut', bytes: 0 }, always: down },
  'cut in headers': { toxic: { kind: 'cut', bytes: 20 }, always: down },
  'cut in the body': { toxic: { kind: 'cut', bytes: 230 }, always: down },
  'reset before headers': { toxic: { kind: 'reset', bytes: 0 }, always: down },
  'reset in headers': { toxic: { kind: 'reset', bytes: 20 }, always: down },
  'reset in the body': { toxic: { kind: 'reset', bytes: 230 }, always: down },
  'silence from the start': { toxic: { kind: 'half-open', bytes: 0 }, always: down },
  'silence in the body': { toxic: { kind: 'half-open', bytes: 230 }, always: down },
  'a byte that is no text': { toxic: { kind: 'corrupt', fromEnd: 20, to: 0xff }, always: odd },
}

async function judge(
  stage: FaultStage,
  orders: Parameters<FaultStage['readUnder']>[0],
  { verdict, position }: { readonly verdict: Verdict; readonly position: Position },
): Promise<string | undefined> {
  try {
    await stage.expectVerdict(await stage.readUnder(orders), verdict, position)
    return undefined
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  }
}
