import { Radio, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import type { AbsentPolicy, Integration, Preference, Selection } from '../../../client/integration.ts'
import { problemsByField } from '../../parts/problems.ts'
import { useMay } from '../../parts/session.ts'
import { Details } from '../../ui/details.tsx'
import { Section } from '../../ui/section.tsx'
import { EditBar } from './edit-bar.tsx'
import { type Edit, useEdit } from './use-edit.ts'

const selections: Readonly<Record<Selection, readonly [string, string]>> = {
  user: ['User only', 'People are loaded, without their accounts at the vendor'],
  user_and_saas_user: ['User plus SaaS user', 'People, and their accounts with role and state'],
}
const preferences: Readonly<Record<Preference, readonly [string, string]>> = {
  create_update: ['Create & Update', 'New people are created, known ones updated'],
  create: ['Create only', 'Known people stay as they are'],
  update: ['Update only', 'Nobody is created'],
}
const absents: Readonly<Record<AbsentPolicy, readonly [string, string]>> = {
  mark: ['Mark the account as gone', 'It is shown as gone at the vendor'],
  deactivate: ['Mark and deactivate it', 'It also counts as inactive'],
  leave: ['Leave it', 'Nothing is said of it'],
}

type Draft = Pick<Integration, 'name' | 'selection' | 'preference' | 'instance' | 'absent' | 'contacts'>

/** What the integration is called, what it loads and whom it tells. */
export function DetailsSection({ integration }: { readonly integration: Integration }) {
  const { name, selection, preference, instance, absent, contacts } = integration
  const edit = useEdit<Draft>(
    integration,
    { name, selection, preference, instance, absent, contacts },
    (draft) => draft,
  )
  const may = useMay()
  return (
    <Section
      id="details"
      title="Details"
      startsOpen={integration.state === 'draft'}
      summary={`${selections[selection][0]}, ${preferences[preference][0]}`}
      onEdit={edit.isEditing || !may('integrations:write') ? undefined : edit.begin}
    >
      {edit.isEditing ? <Form edit={edit} /> : <Shown integration={integration} />}
    </Section>
  )
}

function Shown({ integration }: { readonly integration: Integration }) {
  return (
    <Details
      items={[
        ['Name', integration.name],
        ['Loads', selections[integration.selection][0]],
        ['Preference', preferences[integration.preference][0]],
        ...(integration.instance ? [['Instance', integration.instance] as const] : []),
        ['Installation', 'Cloud: this Muster asks the vendor itself'],
        ['Whoever is gone', absents[integration.absent][0]],
        ['Contacts', integration.contacts.join(', ') || 'Nobody is told by e-mail'],
      ]}
    />
  )
}

function Form({ edit }: { readonly edit: Edit<Draft> }) {
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
            withAsterisk={false}
            value={edit.draft.name}
            error={problems.name}
            onChange={(event) => edit.set({ name: event.currentTarget.value })}
          />
          <TextInput
            label="Instance"
            description="Only where you have several tenants of one application"
            value={edit.draft.instance}
            error={problems.instance}
            onChange={(event) => edit.set({ instance: event.currentTarget.value })}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, md: 3 }}>
          <Choice
            label="Loads"
            options={selections}
            value={edit.draft.selection}
            onChange={(selection) => edit.set({ selection })}
          />
          <Choice
            label="Preference"
            options={preferences}
            value={edit.draft.preference}
            onChange={(preference) => edit.set({ preference })}
          />
          <Choice
            label="Whoever is gone"
            options={absents}
            value={edit.draft.absent}
            onChange={(absent) => edit.set({ absent })}
          />
        </SimpleGrid>
        <TagsInput
          label="Contacts"
          description="E-mail addresses that are told when it fails, is held or waits; Enter adds one"
          value={[...edit.draft.contacts]}
          error={Object.entries(problems).find(([field]) => field.startsWith('contacts'))?.[1]}
          onChange={(contacts) => edit.set({ contacts })}
        />
      </Stack>
      <EditBar
        edit={edit}
        shown={['name', 'instance', ...Object.keys(problems).filter((field) => field.startsWith('contacts'))]}
      />
    </form>
  )
}

interface ChoiceProps<K extends string> {
  readonly label: string
  readonly options: Readonly<Record<K, readonly [string, string]>>
  readonly value: K
  onChange(value: K): void
}

function Choice<K extends string>({ label, options, value, onChange }: ChoiceProps<K>) {
  // The values are the keys of the options.
  const entries = Object.entries(options) as [K, readonly [string, string]][]
  return (
    <Radio.Group label={label} value={value} onChange={(chosen) => onChange(chosen as K)}>
      <Stack gap="xs" mt={6}>
        {entries.map(([key, [name, text]]) => (
          <Radio key={key} value={key} label={name} description={text} />
        ))}
      </Stack>
    </Radio.Group>
  )
}
