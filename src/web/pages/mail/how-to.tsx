import { Code, Group, List, Text } from '@mantine/core'
import { Card } from '../../ui/card.tsx'
import { Copy } from '../../ui/copy.tsx'

const settings = `MUSTER_SMTP_URL=smtps://user:password@mail.example.com:465
MUSTER_MAIL_FROM="Muster <muster@example.com>"`

/** Where e-mail is set up: outside, because whoever may change the server could read every link. */
export function HowTo({ isSetUp }: { readonly isSetUp: boolean }) {
  return (
    <Card title={isSetUp ? 'To change it' : 'To set it up'}>
      <Text size="sm" mb="xs">
        Set these two in the environment that Muster is started in, and start it again:
      </Text>
      <Group align="flex-start" gap="xs" mb="sm">
        <Code
          block
          fz="sm"
          style={{ flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {settings}
        </Code>
        <Copy text={settings} label="Copy the settings" />
      </Group>
      <List size="sm" spacing={4}>
        <List.Item>
          <Code>smtps://</Code> speaks TLS from the first byte, by default on port 465.
        </List.Item>
        <List.Item>
          <Code>smtp://</Code> begins in the clear, by default on port 587, and says nothing before STARTTLS.
          A server on this machine needs none; for another without TLS add{' '}
          <Code style={{ whiteSpace: 'nowrap' }}>?insecure</Code>.
        </List.Item>
        <List.Item>
          In user and password, write what is no letter or digit as in <Code>%40</Code> for @.
        </List.Item>
      </List>
    </Card>
  )
}
