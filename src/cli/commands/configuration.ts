import { z } from 'zod'
import { countOf } from '../../lib/counts.ts'
import { invalid } from '../../lib/errors.ts'
import { defineCommand } from '../command.ts'
import { applyFiles } from '../configuration/apply-files.ts'
import { planLines } from '../configuration/plan-lines.ts'
import { planMarkdown } from '../configuration/plan-markdown.ts'
import { exits } from '../exit-code.ts'
import { flag, word } from './input.ts'

// Loaded when they are needed: they bring the reader of YAML, which a server has no use for.
const writer = () => import('../configuration/write-files.ts')
const planner = () => import('../configuration/make-plan.ts')

const prune = { '--prune': 'delete what no file tells of; fields and credentials in use stay' }

/** `muster export`, `muster plan` and `muster apply`. */
export const configurationCommands = [
  defineCommand({
    usage: 'export [folder]',
    summary:
      'Write what is configured as YAML files, without secrets; into ./configuration when none is named',
    input: z.object({ folder: word.default('configuration') }),
    run: async (session, { folder }) => {
      const client = await session.api()
      const { writeFiles } = await writer()
      const files = await writeFiles(
        folder,
        await client.configuration.get(),
        await client.configuration.schemas(),
      )
      session.show({ folder, files }, `Wrote ${countOf(files.length, 'file')} into ${folder}`)
      return undefined
    },
  }),
  defineCommand({
    usage: 'plan <folder>',
    summary:
      'What the files of a folder would change, and whom; nothing is changed. Exit code 6: something would',
    options: { ...prune, '--markdown': 'fit for a pull request' },
    input: z.object({ folder: word, prune: flag, markdown: flag }),
    run: async (session, { folder, prune: isPruned = false, markdown = false }) => {
      const { makePlan } = await planner()
      const made = await makePlan(session, folder, isPruned)
      const { plan, impacts, digest } = made
      session.show({ ...plan, impacts, digest }, markdown ? planMarkdown(made) : planLines(made).join('\n'))
      return plan.steps.length === 0 ? exits.done : exits.changes
    },
  }),
  defineCommand({
    usage: 'apply <folder>',
    summary:
      'Have the files of a folder take effect, all of them or nothing: shows the plan, asks, and does exactly it',
    options: {
      ...prune,
      '--digest <digest>': 'do not ask: the plan must be the one that was shown under this digest',
      '--yes': 'do not ask; whoever would be changed by it, waits for somebody to look',
    },
    input: z.object({ folder: word, prune: flag, digest: word.optional(), yes: flag }),
    run: async (session, { folder, prune: isPruned = false, digest, yes = false }) => {
      if (digest === undefined && !yes && !session.terminal.ask)
        throw invalid([{ field: '--digest', message: 'is needed where nobody can be asked, or --yes' }])
      const { makePlan } = await planner()
      return applyFiles(session, await makePlan(session, folder, isPruned), { prune: isPruned, digest, yes })
    },
  }),
]
