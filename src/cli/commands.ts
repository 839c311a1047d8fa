import type { Command } from './command.ts'
import { accountCommands } from './commands/accounts.ts'
import { activityCommand } from './commands/activity.ts'
import { auditCommands } from './commands/audit.ts'
import { configurationCommands } from './commands/configuration.ts'
import { credentialCommands } from './commands/credentials.ts'
import { demoCommand } from './commands/demo.ts'
import { deviceCommands } from './commands/devices.ts'
import { duplicateCommands } from './commands/duplicates.ts'
import { editIntegrationCommand } from './commands/edit-integration.ts'
import { fieldCommands } from './commands/fields.ts'
import { groupCommands } from './commands/groups.ts'
import { integrationCommands } from './commands/integrations.ts'
import { loadCommand } from './commands/load.ts'
import { noticeCommands } from './commands/notices.ts'
import { openapiCommand } from './commands/openapi.ts'
import { peopleCommands } from './commands/people.ts'
import { personEditCommands } from './commands/person-edits.ts'
import { providerCommands } from './commands/providers.ts'
import { roleCommands } from './commands/roles.ts'
import { runCommands } from './commands/runs.ts'
import { saasCommands } from './commands/saas.ts'
import { saasEditCommands } from './commands/saas-edits.ts'
import { saasUserLinkCommand } from './commands/saas-user-link.ts'
import { saasUserCommands } from './commands/saas-users.ts'
import { scheduleCommands } from './commands/schedules.ts'
import { simulateCommand, simulateFleetCommand } from './commands/simulate.ts'
import { softwareCommands } from './commands/software.ts'
import { sourceOrderCommands } from './commands/source-orders.ts'
import { startCommand } from './commands/start.ts'
import { tokenCommands } from './commands/tokens.ts'
import { viewCommands } from './commands/views.ts'
import { webhookCommands } from './commands/webhooks.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  demoCommand,
  startCommand,
  loadCommand,
  ...runCommands,
  ...noticeCommands,
  ...integrationCommands,
  editIntegrationCommand,
  ...scheduleCommands,
  ...peopleCommands,
  ...personEditCommands,
  ...duplicateCommands,
  ...viewCommands,
  ...deviceCommands,
  ...softwareCommands,
  ...saasCommands,
  ...saasEditCommands,
  ...saasUserCommands,
  saasUserLinkCommand,
  ...fieldCommands,
  ...sourceOrderCommands,
  ...credentialCommands,
  ...webhookCommands,
  ...configurationCommands,
  ...accountCommands,
  ...roleCommands,
  ...tokenCommands,
  ...providerCommands,
  ...groupCommands,
  activityCommand,
  ...auditCommands,
  simulateCommand,
  simulateFleetCommand,
  openapiCommand,
]
