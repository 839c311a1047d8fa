import type { Run } from '../client/run.ts'
import { readSamples } from './samples.ts'
import type { Session } from './session.ts'
import { heading } from './text/heading.ts'
import { planText } from './text/plan-text.ts'

/** Shows a plan as a person judges it; a program gets it as the command's result. */
export async function showPlan(session: Session, plan: Run, title: string): Promise<void> {
  if (session.json) return
  const { terminal } = session
  terminal.out(heading(terminal, title))
  terminal.out(`${planText(plan, await readSamples(await session.api(), plan))}\n`)
}
