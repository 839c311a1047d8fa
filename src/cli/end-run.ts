import type { Run } from '../client/run.ts'
import { type ExitCode, exitOfRun } from './exit-code.ts'
import { nextSteps } from './next-steps.ts'
import type { Session } from './session.ts'
import { reportText } from './text/report-text.ts'

/** Reports how a run ended, with what can be done next. */
export async function endRun(session: Session, run: Run): Promise<ExitCode> {
  const steps = session.json ? [] : await nextSteps(session, run)
  session.show(run, [reportText(run), ...steps].join('\n'))
  return exitOfRun(run)
}
