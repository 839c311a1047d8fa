import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { SaasApplication } from '../../../client/person.ts'
import { applicationName } from '../../parts/application-name.ts'
import { applicationQuery } from '../../parts/data/saas.ts'
import { Back } from '../../ui/back.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf, countText } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { ApplicationHistory } from './application-history.tsx'
import { CountLink } from './count-link.tsx'
import { kinds } from './kinds.ts'
import { SaasUsers } from './saas-users.tsx'
import { Terms } from './terms.tsx'

/** One application: what it costs, and its users. */
export function ApplicationPage() {
  const { id } = useParams({ from: '/inside/saas/$id' })
  const query = useQuery(applicationQuery(id))
  const back = <Back to="/saas">SaaS</Back>
  if (!query.data)
    return (
      <Page title="Application" back={back}>
        <Loaded query={query}>{() => null}</Loaded>
      </Page>
    )
  return (
    <Page title={applicationName(query.data)} back={back} lead={<Counts application={query.data} />}>
      <Terms key={id} application={query.data} />
      <SaasUsers key={`users ${id}`} applicationId={id} />
      <ApplicationHistory key={`history ${id}`} id={id} />
    </Page>
  )
}

/** How many SaaS users of which kind; each count leads to them. */
function Counts({ application }: { readonly application: SaasApplication }) {
  const { id, name, users } = application
  const told = kinds.filter(({ key }) => application[key] > 0)
  return (
    <>
      {countOf(users, 'SaaS user')}
      {told.map(({ key, filter, text }) => (
        <span key={key}>
          {', '}
          <CountLink id={id} filter={filter} isInText>
            {countText(application[key])} {text}
          </CountLink>
        </span>
      ))}
      . {name} does not tell when they were last active.
    </>
  )
}
