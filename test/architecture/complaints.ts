import { cycleComplaints } from './cycles.ts'
import {
  barrelComplaints,
  doorComplaints,
  evaluatorComplaints,
  featureComplaints,
  nameComplaints,
  sizeComplaints,
  writerComplaints,
} from './habits.ts'
import { layerComplaints } from './layers.ts'
import { readSource } from './source.ts'
import { storeyComplaints } from './storeys.ts'

const rules = [
  layerComplaints,
  barrelComplaints,
  nameComplaints,
  sizeComplaints,
  featureComplaints,
  writerComplaints,
  doorComplaints,
  evaluatorComplaints,
]

/** Everything that is wrong with the structure of these files (path → text). */
export function complaints(files: ReadonlyMap<string, string>): string[] {
  const sources = [...files].map(([path, text]) => readSource(path, text))
  return [
    ...sources.flatMap((source) => rules.flatMap((rule) => rule(source))),
    ...cycleComplaints(sources),
    ...storeyComplaints(sources),
  ]
}
