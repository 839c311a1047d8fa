import { startSimulator } from '../../simulators/planhat/simulator.ts'
import { type Integration, launch, newStory, type Story, usualMapping } from '../../test/runs/story.ts'
import { openTemplate } from '../../test/template.ts'
import type { Breakage, Case } from '../harness/case.ts'
import { type Dice, newDice } from '../harness/dice.ts'

/**
 * Two vendors whose lists overlap, loaded at the same time over and over. The first says names and addresses, and two
 * of its users swap theirs each time; the second says display names; a newcomer whom both want to create comes
 * with each round. Every person must have the latest of both, and nobody may be there twice.
 */
export const concurrentLoads: Case = {
  id: 'A12b',
  title: 'concurrent-loads',
  run: async ({ scale, seed, shard, progress }) => {
    const rounds = Math.ceil((scale === 'full' ? 500 : 5) / shard.of)
    const stage = await openStage()
    // Every shard is a directory of its own, with draws of its own.
    const dice = newDice(seed + shard.at)
    const broken: Breakage[] = []
    for (let round = 1; round <= rounds && broken.length < 5; round++) {
      progress(`round ${round} of ${rounds}`)
      const what = await playRound(stage, round, dice)
      if (what !== undefined) broken.push({ what, point: `round ${round}` })
    }
    await stage.close()
    return { counts: { rounds, swaps: rounds, collisions: rounds, lost_updates: broken.length }, broken }
  },
}

/** A user of both vendors, as they say him now. */
interface Truth {
  email: string
  firstName: string
  nickName: string
}

interface Stage {
  readonly story: Story
  readonly second: Awaited<ReturnType<typeof startSimulator>>
  readonly integrations: readonly [Integration, Integration]
  readonly truth: Map<number, Truth>
  close(): Promise<void>
}

const begun = 60
const idAt = (vendor: 1 | 2, place: number) => `${vendor}${String(place).padStart(23, '0')}`

function userOf(vendor: 1 | 2, place: number, { email, firstName, nickName }: Truth) {
  return { _id: idAt(vendor, place), email, firstName, nickName, lastName: 'Last', inactive: false }
}

const newTruth = (place: number): Truth => ({
  email: `user.${place}@example.com`,
  firstName: 'First',
  nickName: 'Nick',
})

async function openStage(): Promise<Stage> {
  const { template, close } = await openTemplate()
  const truth = new Map(Array.from({ length: begun }, (_, place) => [place, newTruth(place)]))
  const users = (vendor: 1 | 2) => [...truth].map(([place, each]) => userOf(vendor, place, each))
  const second = await startSimulator({ users: users(2), knobs: { rateLimit: false } })
  const story = await newStory({ simulated: { users: users(1) }, template, allowed: [second.origin] })
  const first = await launch(story, { name: 'First', mapping: mapped('display_name') })
  const integrations = [
    first,
    await launch(
      { ...story, origin: second.origin },
      { name: 'Second', instance: 'EU', mapping: mapped('first_name', 'last_name') },
    ),
  ] as const
  return {
    story,
    second,
    integrations,
    truth,
    close: async () => {
      await story.close()
      await second.close()
      await close()
    },
  }
}

/** The usual mapping without some fields. */
const mapped = (...without: readonly string[]): Integration['mapping'] => ({
  ...usualMapping,
  entries: usualMapping.entries.filter(({ target }) => !without.includes(target)),
})

async function playRound(stage: Stage, round: number, dice: Dice): Promise<string | undefined> {
  change(stage, round, dice)
  const { story, integrations } = stage
  const runs = await Promise.all(integrations.map(({ id }) => story.run(id, 'apply')))
  const bad = runs.find(({ state }) => state !== 'succeeded')
  return bad ? `a run ended as ${bad.state}: ${bad.fault?.message ?? ''}` : compare(stage)
}

/** Swaps two addresses at the first vendor, changes somebody at both, and adds somebody to both. */
function change({ story, second, truth }: Stage, round: number, dice: Dice): void {
  const first = story.simulator
  const one = dice.whole(truth.size)
  const other = (one + 1 + dice.whole(truth.size - 1)) % truth.size
  const [a, b] = [truth.get(one), truth.get(other)]
  const changed = truth.get(dice.whole(truth.size))
  if (!a || !b || !changed) return
  first.mutate({ swapEmails: [idAt(1, one), idAt(1, other)] })
  const kept = a.email
  a.email = b.email
  b.email = kept
  for (const [place, each] of truth) {
    if (dice.next() > 0.2) continue
    each.firstName = `First ${round}`
    each.nickName = `Nick ${round}`
    first.mutate({ set: [{ id: idAt(1, place), patch: { firstName: each.firstName } }] })
    second.mutate({ set: [{ id: idAt(2, place), patch: { nickName: each.nickName } }] })
  }
  const place = truth.size
  const fresh = newTruth(place)
  truth.set(place, fresh)
  first.mutate({ add: [userOf(1, place, fresh)] })
  second.mutate({ add: [userOf(2, place, fresh)] })
}

interface Row extends Truth {
  readonly one: string
  readonly two: string
}

/** What differs between the directory and what the two vendors say. */
async function compare({ story, truth }: Stage): Promise<string | undefined> {
  const { rows } = await story.world.ctx.db.pool.query<Row>(
    `select p.email, p.first_name as "firstName", p.display_name as "nickName",
            min(u.vendor_id) filter (where a.instance = '') as one, min(u.vendor_id) filter (where a.instance = 'EU') as two
       from person p left join saas_user u on u.person_id = p.id left join saas_application a on a.id = u.application_id
      group by p.id order by one`,
  )
  const told = ({ email, firstName, nickName, one, two }: Row) =>
    [one, two, email, firstName, nickName].join(' ')
  const should = [...truth].map(([place, each]) =>
    told({ ...each, one: idAt(1, place), two: idAt(2, place) }),
  )
  const is = rows.map(told)
  const wrong = should.findIndex((line, at) => line !== is[at])
  if (is.length !== should.length) return `there are ${is.length} people instead of ${should.length}`
  return wrong < 0 ? undefined : `"${is[wrong]}" should be "${should[wrong]}"`
}
