import { Fieldset, SimpleGrid, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { Integration } from '../../../../client/integration.ts'
import type { ConnectorLoad } from '../../../../client/types.ts'
import { objectOf } from '../../../parts/object-words.ts'
import { problemsByField } from '../../../parts/problems.ts'
import { EditBar } from '../edit-bar.tsx'
import { told } from '../meanwhile.tsx'
import type { Edit } from '../use-edit.ts'
import { ApplicationChoice } from './application-choice.tsx'
import { BrakesForm } from './brakes-form.tsx'
import { Choice } from './choice.tsx'
import type { DetailsDraft } from './draft.ts'
import { includes, including } from './include.ts'
import { Installation } from './installation.tsx'
import { absents, limitText, preferenceName, preferencesFor, selectionName, selectionsFor } from './words.ts'

interface Props {
  readonly edit: Edit<DetailsDraft>
  readonly integration: Integration
  readonly load: ConnectorLoad
}

/** The details of an integration, to be chosen. */
export function DetailsForm({ edit, integration, load }: Props) {
  const { draft, set } = edit
  const object = objectOf(load)
  const problems = problemsByField(edit.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    edit.save()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <TextInput
            label="Name"
            required
            value={draft.name}
            error={problems.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          {object === 'person' && (
            <ApplicationChoice
              connector={integration.connector}
              instance={draft.instance}
              problem={problems.instance}
              onChange={(instance) => set({ instance })}
            />
          )}
          <Choice
            label="Loads"
            options={selectionsFor(load)}
            value={draft.selection}
            onChange={(selection) => set({ selection })}
          />
          <Installation />
          <Choice
            label="Preference"
            options={preferencesFor(object)}
            value={draft.preference}
            onChange={(preference) => set({ preference })}
          />
          {object === 'person' && (
            <Choice
              label="Accounts gone at the vendor"
              options={absents}
              value={draft.absent}
              onChange={(absent) => set({ absent })}
            />
          )}
        </SimpleGrid>
        <LoadSettings edit={edit} integration={integration} load={load} />
        <BrakesForm limits={draft.limits} problems={problems} onChange={(limits) => set({ limits })} />
        <TagsInput
          label="Contacts"
          description="E-mail addresses that are told when it fails, is held or waits; Enter adds one"
          value={[...draft.contacts]}
          error={Object.entries(problems).find(([field]) => field.startsWith('contacts'))?.[1]}
          onChange={(contacts) => set({ contacts })}
        />
      </Stack>
      <EditBar
        edit={edit}
        tell={tell}
        shown={Object.keys(problems).filter((field) => atItsField.test(field))}
      />
    </form>
  )
}

const tell = told<DetailsDraft>({
  name: ['Name', (name) => name],
  selection: ['Loads', selectionName],
  preference: ['Preference', preferenceName],
  instance: ['Instance', (instance) => instance || 'none'],
  absent: ['Accounts gone at the vendor', (absent) => absents[absent][0]],
  contacts: ['Contacts', (contacts) => contacts.join(', ') || 'nobody'],
  limits: ['Brakes', (limits) => Object.values(limits).map(limitText).join('; ')],
  conditions: ['Conditions', (conditions) => (conditions ? 'some leave records out' : 'none')],
})

const atItsField = /^(name$|instance$|contacts|limits\.)/

/** What the connector lets people choose of its list. */
function LoadSettings({ edit: { draft, set }, load }: Props) {
  if (load.include.length === 0) return null
  return (
    <Fieldset legend="Load settings">
      <Stack gap="sm">
        {load.include.map(({ field, text }) => (
          <Switch
            key={field}
            label={text}
            checked={includes(draft.conditions, field)}
            onChange={(event) =>
              set({ conditions: including(draft.conditions, field, event.currentTarget.checked) })
            }
          />
        ))}
        <Text size="sm" c="dimmed">
          Whoever is left out is a rule of the conditions. The API address belongs to the credential, because
          its secret is sent nowhere else.
        </Text>
      </Stack>
    </Fieldset>
  )
}
