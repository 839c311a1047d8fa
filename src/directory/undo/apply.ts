import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { archiveObjects, updateObjects } from '../apply-objects.ts'
import { restoreSoftware } from '../apply-software.ts'
import { eachStep, type Steps } from '../outcome-steps.ts'
import type { ScopeOf } from '../scope.ts'
import { gatherAccounts, restoreAccounts } from './accounts.ts'
import { gatherRecords, restoreRecords } from './records.ts'

/** Takes a run back as the plan says, in steps: people, accounts, and what the source said. */
export async function applyUndo(client: ClientBase, scope: ScopeOf<'undo'>, steps: Steps): Promise<void> {
  await gatherRecords(client, scope)
  await gatherAccounts(client, scope)
  await restoreSoftware(client, scope)
  await eachStep(client, { ...scope, ...steps }, async () => {
    await updateObjects(client, scope)
    await archiveObjects(client, scope)
    await failpoint('undo.people-back')
    await restoreAccounts(client, scope)
    await restoreRecords(client, scope)
    await failpoint('undo.records-back')
  })
}
