import { ActionIcon, Anchor, Box, Indicator, Popover, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { openNoticesQuery } from '../parts/data/notices.ts'
import { useMay } from '../parts/session.ts'
import { countOf } from '../ui/numbers.ts'
import { Loading } from '../ui/states.tsx'

// Comes when somebody looks.
const NoticeLine = lazy(async () => ({ default: (await import('../parts/notice-line.tsx')).NoticeLine }))

/** What is open and wants somebody. */
export function Bell() {
  const may = useMay()
  const [opened, popover] = useDisclosure(false)
  const { data = [] } = useQuery({ ...openNoticesQuery, enabled: may('notices:read') })
  const unseen = data.filter(({ seenAt }) => seenAt === null).length
  if (!may('notices:read')) return null
  return (
    <Popover
      opened={opened}
      onChange={popover.set}
      position="bottom-end"
      width={380}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Indicator disabled={unseen === 0} color="red" size={9} offset={6}>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            onClick={popover.toggle}
            aria-label={unseen > 0 ? `Notices: ${unseen} unseen` : 'Notices'}
          >
            <IconBell size={19} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0}>
        <Box p="sm">
          <Text fw={600} size="sm">
            {data.length === 0 ? 'Nothing needs you' : countOf(data.length, 'open notice')}
          </Text>
        </Box>
        <Stack gap={0} mah={360} style={{ overflowY: 'auto' }}>
          <Suspense fallback={<Loading lines={3} />}>
            {data.slice(0, 6).map((notice) => (
              <NoticeLine key={notice.id} notice={notice} onLeave={popover.close} />
            ))}
          </Suspense>
        </Stack>
        <Box p="sm" style={{ borderTop: '1px solid var(--m-line)' }}>
          <Anchor component={Link} to="/notices" size="sm" onClick={popover.close}>
            All notices
          </Anchor>
        </Box>
      </Popover.Dropdown>
    </Popover>
  )
}
