import { Avatar, Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconDevices, IconLock, IconLogout, IconShieldCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSession } from '../parts/session.ts'
import { useSignOut } from './use-sign-out.ts'

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const

/** Who is signed in, how the page looks to them, and the way out. */
export function ProfileMenu() {
  const { account, role } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const leave = useSignOut()
  return (
    <Menu width={250} withinPortal keepMounted={false}>
      <Menu.Target>
        <UnstyledButton aria-label={`Your account: ${account.name}`} style={{ borderRadius: '50%' }}>
          <Avatar size={32} color="petrol" name={account.name} variant="light" alt="" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {account.name}
          </Text>
          <Text size="xs" truncate>
            {account.email}
          </Text>
          <Text size="xs">{role.label}</Text>
        </Menu.Label>
        <Menu.Divider />
        <SegmentedControl
          m={6}
          size="xs"
          aria-label="Colours"
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
          data={[
            { value: 'auto', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" hash="password" leftSection={<IconLock {...icon} />}>
          Password
        </Menu.Item>
        <Menu.Item component={Link} to="/account" hash="two-step" leftSection={<IconShieldCheck {...icon} />}>
          Two-step sign-in
        </Menu.Item>
        <Menu.Item component={Link} to="/account" hash="sessions" leftSection={<IconDevices {...icon} />}>
          Sessions
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout {...icon} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
