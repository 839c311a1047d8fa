import { Button, Group, Select, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { Integration } from '../../../client/integration.ts'
import type { Credential } from '../../../client/types.ts'
import { CredentialDialog } from '../../parts/credential-dialog.tsx'
import { CredentialVerdict, useCredentialTest } from '../../parts/credential-test.tsx'
import { credentialsQuery } from '../../parts/data/credentials.ts'
import { Expiry } from '../../parts/expiry.tsx'
import { problemsByField } from '../../parts/problems.ts'
import { useMay } from '../../parts/session.ts'
import { Details } from '../../ui/details.tsx'
import { useFocusOnHead } from '../../ui/focus.ts'
import { Section } from '../../ui/section.tsx'
import { When } from '../../ui/when.tsx'
import { EditBar } from './edit-bar.tsx'
import { told } from './meanwhile.tsx'
import { type Edit, useEdit } from './use-edit.ts'

interface Props {
  readonly integration: Integration
}

/** The key to the vendor: chosen, made, edited and tried here. */
export function CredentialSection({ integration }: Props) {
  const { credentialId } = integration
  const edit = useEdit(integration, { credentialId }, (draft) => draft)
  const { data: credentials } = useQuery(credentialsQuery)
  const may = useMay()
  const isOpenForChoice = edit.isEditing || credentialId === null
  const chosen = credentials?.find(({ id }) => id === credentialId)
  return (
    <Section
      id="credential"
      title="Credential"
      startsOpen={integration.state === 'draft'}
      summary={chosen?.name ?? 'Not chosen'}
      onEdit={isOpenForChoice || !may('integrations:write') ? undefined : edit.begin}
    >
      {isOpenForChoice ? (
        <Chooser integration={integration} edit={edit} />
      ) : (
        chosen && <Chosen credential={chosen} />
      )}
    </Section>
  )
}

type CredentialEdit = Edit<{ readonly credentialId: string | null }>

/** A first choice is saved at once; another one only when it is said so. */
function Chooser({ integration, edit }: Props & { readonly edit: CredentialEdit }) {
  const { data: credentials = [] } = useQuery(credentialsQuery)
  const [isNew, dialog] = useDisclosure(false)
  const may = useMay()
  const fitting = credentials.filter(({ connector }) => connector === integration.connector)
  const isFirst = integration.credentialId === null
  const part = useFocusOnHead()
  const choose = (credentialId: string | null) =>
    isFirst ? edit.save({ credentialId }) : edit.set({ credentialId })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    edit.save()
  }
  if (!may('integrations:write')) return <Text size="sm">Not chosen</Text>
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm" ref={part}>
        <Select
          label="Credential"
          placeholder={fitting.length === 0 ? 'None is kept for this vendor' : 'Choose one'}
          data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
          value={edit.draft.credentialId}
          error={problemsByField(edit.error).credentialId ?? (isFirst && edit.error?.message)}
          disabled={edit.isSaving}
          onChange={choose}
          w={320}
          maw="100%"
        />
        {may('credentials:write') && (
          <Button variant="default" onClick={dialog.open}>
            New credential
          </Button>
        )}
      </Group>
      {!isFirst && (
        <EditBar
          edit={edit}
          shown={['credentialId']}
          tell={told({
            credentialId: ['Credential', (id) => credentials.find((one) => one.id === id)?.name ?? 'none'],
          })}
          isReady={edit.isDirty && edit.draft.credentialId !== null}
        />
      )}
      <CredentialDialog
        opened={isNew}
        connector={integration.connector}
        onClose={dialog.close}
        onDone={({ id }) => choose(id)}
      />
    </form>
  )
}

function Chosen({ credential }: { readonly credential: Credential }) {
  const test = useCredentialTest(credential.id)
  const [isEditing, dialog] = useDisclosure(false)
  const may = useMay()
  return (
    <>
      <Details
        items={[
          ['Name', credential.name],
          ['Fingerprint of the secret', credential.fingerprint],
          ['Only sent to', credential.origins.join(', ')],
          ['Last used', <When key="used" at={credential.lastUsedAt} none="never" />],
          ['Expires on', <Expiry key="ends" on={credential.expiresOn} />],
        ]}
      />
      {may('credentials:write') && (
        <Group mt="md" gap="sm">
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            Test
          </Button>
          <Button variant="default" onClick={dialog.open}>
            Change it
          </Button>
        </Group>
      )}
      <CredentialVerdict test={test} />
      <CredentialDialog credential={credential} opened={isEditing} onClose={dialog.close} />
      {test.isPending && (
        <Text size="sm" c="dimmed" mt="xs" role="status">
          Asking the vendor
        </Text>
      )}
    </>
  )
}
