import type { Who } from '../../simulators/planhat/mutation.ts'
import { openTemplate } from '../../test/template.ts'
import { type BrakeStage, openBrakeStage, runUnattended, user } from '../harness/brake-stage.ts'
import { type Breakage, type Case, shareOf } from '../harness/case.ts'
import { type Dice, newDice } from '../harness/dice.ts'

/** Days on which up to three percent come, leave, are renamed or called inactive: none of them may be held. */
export const ordinaryDays: Case = {
  id: 'A17b',
  title: 'ordinary-days',
  run: async ({ scale, seed, shard, progress }) => {
    const { template, close } = await openTemplate()
    const dice = newDice(seed)
    const broken: Breakage[] = []
    let days = 0
    for (const [size, many] of shareOf(lives[scale], shard)) {
      const stage = await openBrakeStage(size, template)
      const life: Life = { present: [...stage.ids], active: new Set(stage.ids), made: size }
      for (let day = 1; day <= many && broken.length < 10; day++, days++) {
        progress(`day ${day} of ${many} of ${size} people`)
        passDay(stage, life, dice)
        const run = await runUnattended(stage, stage.known)
        await nextDay(stage)
        if (run?.state.startsWith('succeeded')) continue
        const why = run?.brakes.map(({ message }) => message).join(' ') || run?.fault?.message
        broken.push({ what: `the run ended as ${run?.state}: ${why}`, point: `day ${day} of ${size} people` })
      }
      await stage.story.close()
    }
    await close()
    return { counts: { days, false_holds: broken.length }, broken }
  },
}

/** How many people, for how many days. */
const lives: Readonly<Record<'full' | 'smoke', readonly (readonly [number, number])[]>> = {
  full: [
    [40, 250],
    [150, 250],
    [400, 250],
    [1000, 250],
  ],
  smoke: [[40, 5]],
}

/** Who is at the vendor now. */
interface Life {
  present: string[]
  active: Set<string>
  made: number
}

const churn = 0.03

/** Up to three percent of those present, at least one now and then: a third each of newcomers, leavers and changes. */
function passDay({ story }: BrakeStage, life: Life, dice: Dice): void {
  const budget = Math.floor(life.present.length * churn * dice.next() + dice.next())
  const come = dice.whole(budget + 1)
  const go = dice.whole(budget - come + 1)
  const change = budget - come - go
  const leavers = draw(life.present.slice(1), go, dice)
  life.present = life.present.filter((id) => !leavers.includes(id))
  const fresh = Array.from({ length: come }, () => user(life.made++))
  const changed = draw(life.present.slice(1), change, dice)
  const [inactive, renamed] = [changed.slice(0, change / 2), changed.slice(change / 2)]
  const who = (ids: readonly string[]): Who => ids
  story.simulator.mutate({
    rename: who(renamed),
    deactivate: who(inactive.filter((id) => life.active.has(id))),
  })
  story.simulator.mutate({ add: fresh, remove: who(leavers) })
  for (const id of [...inactive, ...leavers]) life.active.delete(id)
  for (const { _id } of fresh) {
    life.present.push(_id)
    life.active.add(_id)
  }
}

function draw(all: readonly string[], count: number, dice: Dice): readonly string[] {
  const left = [...all]
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(dice.whole(left.length), 1)[0] ?? '',
  )
}

/** A day passes in the database: what runs remember, and what was missing, is a day older. */
async function nextDay({ story }: BrakeStage): Promise<void> {
  await story.world.ctx.db.pool.query(`
    update run set queued_at = queued_at - interval '1 day', finished_at = finished_at - interval '1 day';
    update source_record set absent_since = absent_since - interval '1 day' where absent_since is not null`)
}
