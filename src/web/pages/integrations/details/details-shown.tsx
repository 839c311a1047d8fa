import { useQuery } from '@tanstack/react-query'
import type { Integration } from '../../../../client/integration.ts'
import type { ConnectorLoad } from '../../../../client/types.ts'
import { applicationName } from '../../../parts/application-name.ts'
import { credentialsQuery } from '../../../parts/data/credentials.ts'
import { brakesQuery, connectorsQuery } from '../../../parts/data/integrations.ts'
import { objectOf } from '../../../parts/object-words.ts'
import { Details } from '../../../ui/details.tsx'
import { includes } from './include.ts'
import { absents, brakesText, preferenceName, selectionName } from './words.ts'

/** The details of an integration as they are saved. */
export function DetailsShown({
  integration,
  load,
}: {
  readonly integration: Integration
  readonly load: ConnectorLoad
}) {
  const { data: brakes = [] } = useQuery(brakesQuery)
  const { data: connectors } = useQuery(connectorsQuery)
  const { data: credentials } = useQuery(credentialsQuery)
  const { connector, instance, conditions, credentialId } = integration
  const vendor = connectors?.find(({ id }) => id === connector)?.name ?? connector
  const origins = credentials?.find(({ id }) => id === credentialId)?.origins
  const isOfPeople = objectOf(load) === 'person'
  const leftOut = load.include.filter(({ field }) => !includes(conditions, field))
  return (
    <Details
      items={[
        ['Name', integration.name],
        ['Loads', selectionName(integration.selection)],
        ...(isOfPeople ? [['SaaS application', applicationName({ name: vendor, instance })] as const] : []),
        ['Installation', 'Cloud: this Muster asks the vendor itself'],
        ['Preference', preferenceName(integration.preference)],
        ...(isOfPeople ? [['Accounts gone at the vendor', absents[integration.absent][0]] as const] : []),
        ['API address', origins ? `${origins.join(', ')}, of the credential` : 'That of the credential'],
        ...(load.include.length === 0
          ? []
          : [
              [
                'Left out',
                leftOut.map(({ text }) => plainly(text)).join(', ') || (isOfPeople ? 'Nobody' : 'Nothing'),
              ] as const,
            ]),
        ['Brakes', brakesText(brakes, integration.limits)],
        ['Contacts', integration.contacts.join(', ') || 'Nobody is told by e-mail'],
      ]}
    />
  )
}

/** Whom a switch lets in, without its verb. */
const plainly = (text: string): string => text.replace(/^Include /, '')
