import type { z } from 'zod'
import type { Kept } from '../../directory/erase/kept.ts'
import type { Field } from '../../directory/field.ts'
import { type ChangeRow, presentChange } from '../../kit/record/changes.ts'
import { publicId } from '../../lib/ids.ts'
import { presentDevice } from '../devices/rules.ts'
import type { DeviceRow } from '../devices/store.ts'
import { type PersonFile, presentFile, presentPerson } from '../people/rules.ts'
import type { EverythingAnswer } from './schema.ts'
import type { accountOf, applicationsOf } from './store.ts'

/** Everything that is kept about one person. */
export interface Everything {
  readonly madeAt: Date
  readonly file: PersonFile
  readonly retired: readonly Field[]
  readonly kept: Kept
  readonly account: Awaited<ReturnType<typeof accountOf>>
  readonly history: readonly ChangeRow[]
  readonly devices: { readonly rows: readonly DeviceRow[]; readonly fields: readonly Field[] }
  readonly applications: Awaited<ReturnType<typeof applicationsOf>>
}

export function presentEverything(all: Everything): z.input<typeof EverythingAnswer> {
  const { madeAt, file, retired, kept, account, history, devices, applications } = all
  const revived = retired.map((field) => ({ ...field, retired: false }))
  return {
    madeAt: madeAt.toISOString(),
    person: presentFile(file),
    retired: presentPerson(file.row, revived).values,
    kept,
    account: account ? { ...account, id: publicId('acc', account.id) } : null,
    devices: devices.rows.map((row) => presentDevice(row, devices.fields)),
    applications: applications.map((row) => ({ ...row, id: publicId('app', row.id) })),
    history: history.map((change) => presentChange(change, file.fields)),
  }
}
