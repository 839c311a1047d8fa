import { everyItem } from '../../client/every-item.ts'
import type { Person } from '../../client/person.ts'
import type { Outcome, Run } from '../../client/run.ts'
import { countOf } from '../../lib/counts.ts'
import { apply, type Cast, look } from './story.ts'

/** Takes a run back, with its plan, and looks whether everybody is as before; gives the undo. */
export async function tellUndo(cast: Cast, run: Run | undefined): Promise<readonly Run[]> {
  if (!run) return []
  const { client, chapters } = cast
  chapters.begin(
    'Take it back',
    'An undo is a plan, too. No vendor is asked; what is kept says what was before:',
  )
  const plan = await look(cast, await client.runs.undo(run.id))
  chapters.begin('Apply the undo')
  const undone = await apply(cast, plan)
  const { back, archived } = await lookAround(cast, undone)
  chapters.say(
    `  ${countOf(back, 'person has', 'people have')} their former values; ` +
      `${countOf(archived, 'person', 'people')} whom the run brought ${archived === 1 ? 'is' : 'are'} archived.`,
  )
  return [undone]
}

/** How many people have every value that the undo gives back, and how many of those whom it archives are so. */
async function lookAround({ client }: Cast, { id }: Run): Promise<{ back: number; archived: number }> {
  let [back, archived] = [0, 0]
  for await (const outcome of everyItem((wish) => client.runs.outcomes(id, wish))) {
    const person = outcome.personId && (await client.people.get(outcome.personId))
    if (!person) continue
    if (outcome.kind === 'archived' && person.archivedAt !== null) archived++
    if (isAsBefore(outcome, person.values)) back++
  }
  return { back, archived }
}

const isAsBefore = ({ changes }: Outcome, values: Person['values']): boolean =>
  changes.length > 0 && changes.every(({ field, after }) => (values[field] ?? null) === after)
