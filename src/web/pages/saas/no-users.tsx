import { IconUsersGroup } from '@tabler/icons-react'
import { Empty } from '../../ui/states.tsx'

export function NoUsers() {
  return (
    <Empty icon={<IconUsersGroup size={32} stroke={1.5} />} title="No SaaS users yet">
      The next run of an integration that loads SaaS users brings them.
    </Empty>
  )
}
