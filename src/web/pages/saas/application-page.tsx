import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { SaasApplication } from '../../../client/person.ts'
import { applicationName } from '../../parts/application-name.ts'
import { applicationQuery } from '../../parts/data/saas.ts'
import { useMay } from '../../parts/session.ts'
import { Settled } from '../../parts/settled.tsx'
import { Back } from '../../ui/back.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Note } from '../../ui/note.tsx'
import { countOf, countText } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { ApplicationHistory } from './application-history.tsx'
import { CountLink } from './count-link.tsx'
import { kinds } from './kinds.ts'
import { SaasUsers } from './saas-users.tsx'
import { Terms } from './terms.tsx'
import { useTermsEdit } from './use-terms-edit.ts'

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
    <Page
      title={applicationName(query.data)}
      back={back}
      lead={<Counts application={query.data} />}
      actions={<PutAway application={query.data} />}
    >
      {query.data.archivedAt && <Archived application={query.data} />}
      <Terms key={id} application={query.data} />
      <SaasUsers key={`users ${id}`} applicationId={id} />
      {/* Above it, the list grows when its rows come. */}
      <Settled lines={0}>
        <ApplicationHistory key={`history ${id}`} id={id} />
      </Settled>
    </Page>
  )
}

/** Archives one application, or brings it back: as a plan to look at. */
function PutAway({ application: { id, archivedAt } }: { readonly application: SaasApplication }) {
  const may = useMay()
  const ask = useTermsEdit({ ids: [id] })
  if (!may('saas-applications:write') || !may('runs:read')) return null
  return (
    <Button
      variant="default"
      loading={ask.isPending}
      onClick={() => ask.mutate({ act: archivedAt === null ? 'archive' : 'restore' })}
    >
      {archivedAt === null ? 'Archive' : 'Restore'}
    </Button>
  )
}

function Archived({ application: { users } }: { readonly application: SaasApplication }) {
  return (
    <Note tone="warning" title="This application is archived">
      It is left out of lists and costs. Its history and terms stay, and
      {users > 0 ? ` its ${countOf(users, 'SaaS user')} are still loaded.` : ' nobody has an account there.'}
    </Note>
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
