import { undos } from '../harness/act.ts'
import type { Case, Context } from '../harness/case.ts'
import { crashCase } from '../harness/crash-case.ts'
import { newDice } from '../harness/dice.ts'
import { momentsOf } from '../harness/moments.ts'
import { learn, openSite, type Site } from '../harness/site.ts'
import { killServer } from './kill9-server.ts'

/** The server ends as in a power cut while a run is taken back: in the plan, while it waits, or in its apply. */
export const kill9Undo: Case = {
  id: 'A01b',
  title: 'kill9-undo',
  run: (context) =>
    crashCase(context, {
      word: 'kills',
      open: openUndoSite,
      blows: (site) =>
        momentsOf(site, context.scale === 'full' ? 100 : 2, newDice(context.seed)).map(killServer),
    }),
}

/** A site where a load is undone, and that undo, and so on: twice undisturbed. */
async function openUndoSite(context: Context): Promise<Site> {
  const site = await openSite(context)
  await learn(site, 1)
  site.act = undos
  // What is reached from here on is of undos.
  await site.product.stop()
  await site.restart()
  await learn(site, 4)
  return site
}
