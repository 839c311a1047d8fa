import type { Mail } from '../../../client/mail.ts'
import { Details } from '../../ui/details.tsx'
import { Tag } from '../../ui/tag.tsx'

const ways: Readonly<Record<NonNullable<Mail['server']>['tls'], string>> = {
  start: 'TLS from the first byte',
  upgrade: 'TLS by STARTTLS, before anything is said; without it, nothing is sent',
  none: 'None: in the clear',
}

/** How e-mail leaves. */
export function Server({ server }: Mail) {
  if (!server)
    return (
      <Details
        items={[
          [
            'State',
            <Tag key="state" tone="warning">
              Not set up
            </Tag>,
          ],
        ]}
      />
    )
  const { host, port, tls, signsIn, from } = server
  return (
    <Details
      items={[
        [
          'State',
          <Tag key="state" tone="ok">
            Set up
          </Tag>,
        ],
        ['Server', host],
        ['Port', String(port)],
        ['Encryption', ways[tls]],
        [
          'Signs in',
          signsIn ? 'With user and password, which are not shown' : 'No: the server asks for no password',
        ],
        ['From', from],
      ]}
    />
  )
}
