import { Menu, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { View } from '../../../client/view.ts'
import { useRoleLabel } from '../role-label.ts'
import { useSession } from '../session.ts'
import type { ListSpec } from './list-spec.ts'
import { isOfOthers, type Viewed } from './use-views.ts'
import { viewText } from './view-text.ts'

interface ChoicesProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly viewed: Viewed
}

/** The list without a view, the views that one has, and behind them those that one keeps for other roles. */
export function ViewChoices<T extends { readonly id: string }>({ spec, viewed }: ChoicesProps<T>) {
  const { views, view: shown, show } = viewed
  const { role } = useSession()
  const ofOthers = views.filter((view) => isOfOthers(view, role))
  const choice = (view: View) => (
    <Choice
      key={view.id}
      label={view.name}
      holds={viewText(view, spec)}
      isFast={view.isFast}
      isShown={view.id === shown?.id}
      onChoose={() => show(view)}
    />
  )
  return (
    <>
      <Choice label={`All ${spec.many}`} isShown={shown === undefined} onChoose={() => show(undefined)} />
      {views.filter((view) => !ofOthers.includes(view)).map(choice)}
      {[...Map.groupBy(ofOthers, ({ role: key }) => key ?? '')].map(([key, theirs]) => (
        <RoleSection key={key} role={key}>
          {theirs.map(choice)}
        </RoleSection>
      ))}
    </>
  )
}

function RoleSection({ role, children }: { readonly role: string; readonly children: ReactNode }) {
  const labelOf = useRoleLabel()
  return (
    <>
      <Menu.Label>For the role {labelOf(role)}</Menu.Label>
      {children}
    </>
  )
}

interface ChoiceProps {
  readonly label: string
  /** What it asks, where it is a view. */
  readonly holds?: string
  readonly isShown: boolean
  readonly isFast?: boolean
  onChoose(): void
}

function Choice({ label, holds, isShown, isFast = false, onChoose }: ChoiceProps) {
  return (
    <Menu.Item
      aria-current={isShown}
      onClick={onChoose}
      rightSection={isShown && <IconCheck size={15} aria-hidden />}
    >
      {label}
      {isFast && (
        <Text span size="xs" c="dimmed" ml={8}>
          made fast
        </Text>
      )}
      {holds && (
        <Text size="xs" c="dimmed" lineClamp={2}>
          {holds}
        </Text>
      )}
    </Menu.Item>
  )
}
