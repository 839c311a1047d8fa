import type { Migration } from './migration.ts'
import { migration as directory } from './migrations/0001-directory.ts'
import { migration as sync } from './migrations/0002-sync.ts'
import { migration as integrations } from './migrations/0003-integrations.ts'
import { migration as plainCreations } from './migrations/0004-plain-creations.ts'
import { migration as trust } from './migrations/0005-trust.ts'
import { migration as firmRuns } from './migrations/0006-firm-runs.ts'
import { migration as accounts } from './migrations/0007-accounts.ts'
import { migration as activity } from './migrations/0008-activity.ts'
import { migration as webhooks } from './migrations/0010-webhooks.ts'
import { migration as configuration } from './migrations/0011-configuration.ts'
import { migration as providers } from './migrations/0012-providers.ts'
import { migration as samples } from './migrations/0016-samples.ts'
import { migration as surveys } from './migrations/0017-surveys.ts'
import { migration as claims } from './migrations/0018-claims.ts'
import { migration as rolesByGroup } from './migrations/0019-roles-by-group.ts'
import { migration as actsByWho } from './migrations/0020-acts-by-who.ts'
import { migration as expiry } from './migrations/0021-expiry.ts'
import { migration as toldOutcomes } from './migrations/0023-told-outcomes.ts'
import { migration as byHand } from './migrations/0025-by-hand.ts'
import { migration as erasure } from './migrations/0026-erasure.ts'
import { migration as views } from './migrations/0029-views.ts'
import { migration as terms } from './migrations/0034-terms.ts'
import { migration as saasCounts } from './migrations/0035-saas-counts.ts'
import { migration as objects } from './migrations/0036-objects.ts'
import { migration as devices } from './migrations/0037-devices.ts'
import { migration as deviceLists } from './migrations/0038-device-lists.ts'
import { migration as eventsOfHands } from './migrations/0039-events-of-hands.ts'
import { migration as bulkEdits } from './migrations/0040-bulk-edits.ts'
import { migration as changesByTime } from './migrations/0041-changes-by-time.ts'
import { migration as accountsByHand } from './migrations/0042-accounts-by-hand.ts'
import { migration as viewIndexes } from './migrations/0043-view-indexes.ts'
import { migration as toldTables } from './migrations/0044-told-tables.ts'
import { migration as sourceOrder } from './migrations/0047-source-order.ts'
import { migration as merges } from './migrations/0048-merges.ts'
import { migration as viewsOfAssets } from './migrations/0053-views-of-assets.ts'
import { migration as toldInstallations } from './migrations/0057-told-installations.ts'
import { migration as objectsOfRuns } from './migrations/0058-objects-of-runs.ts'
import { migration as changesByField } from './migrations/0059-changes-by-field.ts'
import { migration as installationsByTitle } from './migrations/0060-installations-by-title.ts'
import { migration as tracesOfPeople } from './migrations/0061-traces-of-people.ts'
import { migration as mergesAreRuns } from './migrations/0063-merges-are-runs.ts'
import { migration as duplicates } from './migrations/0064-duplicates.ts'
import { migration as reasonsOfObjects } from './migrations/0067-reasons-of-objects.ts'
import { migration as viewsOfApplications } from './migrations/0073-views-of-applications.ts'
import { migration as staysOfSoftware } from './migrations/0074-stays-of-software.ts'
import { migration as unmaintainedByRuns } from './migrations/0077-unmaintained-by-runs.ts'
import { migration as activeOfLeftOut } from './migrations/0078-active-of-left-out.ts'
import { migration as wordOfTheLiving } from './migrations/0079-word-of-the-living.ts'
import { migration as softwareCounts } from './migrations/0085-software-counts.ts'
import { migration as endings } from './migrations/0086-endings.ts'
import { migration as accountsOfNobody } from './migrations/0090-accounts-of-nobody.ts'
import { migration as historyOfTerms } from './migrations/0093-history-of-terms.ts'
import { migration as applicationsInBulk } from './migrations/0094-applications-in-bulk.ts'
import { migration as usualLabels } from './migrations/0096-usual-labels.ts'
import { migration as reasonsOfRejections } from './migrations/0097-reasons-of-rejections.ts'
import { migration as recordsOfTheJoined } from './migrations/0099-records-of-the-joined.ts'
import { migration as whatViewsName } from './migrations/0105-what-views-name.ts'
import { migration as endingsOfBefore } from './migrations/0106-endings-of-before.ts'
import { migration as dueEndings } from './migrations/0110-due-endings.ts'
import { migration as folded } from './migrations/0111-folded.ts'
import { migration as eventsOfApplications } from './migrations/0118-events-of-applications.ts'
import { migration as givenBack } from './migrations/0119-given-back.ts'
import { migration as namesInViews } from './migrations/0120-names-in-views.ts'
import { migration as noIndexByName } from './migrations/0121-no-index-by-name.ts'
import { migration as nothingToldOfKept } from './migrations/0122-nothing-told-of-kept.ts'

/** The shelf of migrations in the order they are applied. */
export const migrations: readonly Migration[] = [
  directory,
  sync,
  integrations,
  plainCreations,
  trust,
  firmRuns,
  accounts,
  activity,
  webhooks,
  configuration,
  providers,
  samples,
  surveys,
  claims,
  rolesByGroup,
  actsByWho,
  expiry,
  toldOutcomes,
  byHand,
  erasure,
  views,
  terms,
  saasCounts,
  objects,
  devices,
  deviceLists,
  eventsOfHands,
  bulkEdits,
  changesByTime,
  accountsByHand,
  viewIndexes,
  toldTables,
  sourceOrder,
  merges,
  viewsOfAssets,
  toldInstallations,
  objectsOfRuns,
  changesByField,
  installationsByTitle,
  tracesOfPeople,
  mergesAreRuns,
  duplicates,
  reasonsOfObjects,
  viewsOfApplications,
  staysOfSoftware,
  unmaintainedByRuns,
  activeOfLeftOut,
  wordOfTheLiving,
  softwareCounts,
  endings,
  accountsOfNobody,
  historyOfTerms,
  applicationsInBulk,
  usualLabels,
  reasonsOfRejections,
  recordsOfTheJoined,
  whatViewsName,
  endingsOfBefore,
  dueEndings,
  folded,
  eventsOfApplications,
  givenBack,
  namesInViews,
  noIndexByName,
  nothingToldOfKept,
]
