import type { Asker } from './in-database.ts'
import {
  byOwner,
  deviceViews,
  otherDevices,
  type Question,
  searchesOfDevices,
  software,
} from './questions.ts'
import { factLine, type Line, timeLine } from './report.ts'
import { inTurn, searchTimes, timesOf } from './times.ts'

/** The lists of hardware and software; those of views have their indexes by now. */
export async function hardwareLines(asker: Asker, rounds: number): Promise<readonly Line[]> {
  const few = Math.ceil(rounds / 4)
  const first = async (what: string, questions: readonly Question[], most: number, times = few) => {
    const { taken, slow } = await timesOf(asker, questions, times)
    return slow > 0
      ? factLine(what, `${slow} of ${questions.length} given up`, `${most} ms`, false)
      : timeLine(what, taken, most)
  }
  const deep = await inTurn(deviceViews, (question) => asker.deep(question, few))
  const found = await searchTimes(asker, { list: 'devices', texts: searchesOfDevices, times: few })
  return [
    await first('Saved views of hardware: first 200 rows, in the database', deviceViews, 50, rounds),
    timeLine('… from the middle of the list on', deep, 50),
    await first('Any other filter and sort of hardware', otherDevices, 600),
    await first('Hardware by the name of its owner', byOwner, 600),
    timeLine('Text search in hardware: first 200 rows', found, 600),
    await first('Software by name, publisher, and on how many devices it is', software, 600),
  ]
}
