import { useState } from 'react'
import type { DeviceDetail } from '../../../client/device.ts'
import { api } from '../../parts/api.ts'
import { generalProblem } from '../../parts/problems.ts'
import { useChange } from '../../parts/record/use-change.ts'
import { useMay } from '../../parts/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { RowMenu } from '../../ui/row-menu.tsx'

/** What can be done with a device as a whole. */
export function DeviceActs({ device: { id, name, archivedAt } }: { readonly device: DeviceDetail }) {
  const may = useMay()
  const [isAsked, ask] = useState(false)
  const act = archivedAt === null ? 'Archive' : 'Restore'
  const change = useChange(
    'device',
    () => (archivedAt === null ? api.devices.archive(id) : api.devices.restore(id)),
    () => ask(false),
  )
  if (!may('devices:write')) return null
  return (
    <>
      <RowMenu label={`More for ${name}`} acts={[{ label: act, run: () => ask(true) }]} />
      <Confirm
        opened={isAsked}
        title={`${act} ${name}`}
        act={act}
        isBusy={change.isPending}
        problem={generalProblem(change.error)}
        onClose={() => ask(false)}
        onConfirm={() => change.mutate()}
      >
        {archivedAt === null
          ? 'It leaves the lists and stays as it is, whatever is loaded. Its history stays, and it can be restored.'
          : 'It comes back as the sources say by now, and what was edited by hand with it.'}
      </Confirm>
    </>
  )
}
