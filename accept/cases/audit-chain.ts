import { openTemplate } from '../../test/template.ts'
import { newWorld } from '../../test/world.ts'
import type { Breakage, Case } from '../harness/case.ts'
import { openChainStage, tamperings } from '../harness/chain-stage.ts'
import { newDice } from '../harness/dice.ts'

const sizes = { full: { acts: 10_000, tries: 1000 }, smoke: { acts: 500, tries: 70 } }

/**
 * A chain of acts, and somebody who may write whatever they like to the database but has no root key: acts are edited,
 * deleted, swapped, inserted, given another epoch, and the end is cut off, with the head that was signed back then.
 * Each is to be found, at the first act that is wrong.
 */
export const auditChain: Case = {
  id: 'A32',
  title: 'audit-chain',
  run: async ({ scale, seed, progress }) => {
    const { acts, tries } = sizes[scale]
    const { template, close } = await openTemplate()
    const world = await newWorld({ template })
    const stage = await openChainStage(world.ctx, acts)
    const dice = newDice(seed)
    const missed: Breakage[] = []
    for (let at = 0; at < tries; at++) {
      progress(`${at} of ${tries} tamperings`)
      const how = dice.pick(tamperings)
      const { expected, found } = await stage.tamper(how, dice)
      if (found !== expected) missed.push({ what: `found at ${found}, not ${expected}`, point: how })
    }
    const isWhole = await stage.isWhole()
    await world.close()
    await close()
    const alarm = isWhole ? [] : [{ what: 'an untouched chain was found bad', point: 'nothing' }]
    const { act_ms, verify_ms } = stage.costs
    const detected = `${tries - missed.length}/${tries}`
    return { counts: { acts, detected, act_ms, verify_ms }, broken: [...missed, ...alarm] }
  },
}
