import { Text } from '@mantine/core'
import { useState } from 'react'
import type { Token } from '../../../client/access.ts'
import { useMay, useSession } from '../../parts/session.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { RowMenu } from '../../ui/row-menu.tsx'
import { Tag } from '../../ui/tag.tsx'
import { timeText } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'
import { RevokeToken } from './revoke-token.tsx'
import { TokenRights } from './token-rights.tsx'

/** Tokens, a line each: how they begin, what they may, when they were used and when they end. */
export function TokenTable({ tokens }: { readonly tokens: readonly Token[] }) {
  const may = useMay()
  const { account } = useSession()
  const [revoked, setRevoked] = useState<Token>()
  const mayEnd = ({ accountId }: Token) =>
    may('tokens:write') && (accountId === account.id || may('accounts:write'))
  return (
    <>
      <DataTable
        caption="API tokens"
        columns={[...columns, endColumn(mayEnd, setRevoked)]}
        rows={tokens}
        rowKey={({ id }) => id}
      />
      <RevokeToken token={revoked} onClose={() => setRevoked(undefined)} />
    </>
  )
}

const columns: readonly Column<Token>[] = [
  {
    key: 'name',
    label: 'Token',
    cell: ({ name, prefix, accountName, expiresAt }) => (
      <>
        <div>{name}</div>
        <Text size="xs" c="dimmed" truncate>
          <Text span inherit ff="monospace">
            {prefix}…
          </Text>{' '}
          of {accountName}
        </Text>
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          until {timeText(expiresAt)}
        </Text>
      </>
    ),
  },
  { key: 'rights', label: 'Rights', cell: (token) => <TokenRights token={token} /> },
  {
    key: 'used',
    label: 'Last used',
    minor: true,
    cell: ({ lastUsedAt, lastUsedFrom }) => (
      <>
        <When at={lastUsedAt} none="Never" />
        {lastUsedFrom && (
          <Text size="xs" c="dimmed">
            from {lastUsedFrom}
          </Text>
        )}
      </>
    ),
  },
  {
    key: 'expires',
    label: 'Good until',
    minor: true,
    cell: ({ expiresAt }) =>
      Date.parse(expiresAt) <= Date.now() ? (
        <Tag tone="quiet">Over</Tag>
      ) : Date.parse(expiresAt) - Date.now() < week ? (
        <Tag tone="warning">{timeText(expiresAt)}</Tag>
      ) : (
        timeText(expiresAt)
      ),
  },
]

const week = 7 * 86_400_000

const endColumn = (mayEnd: (token: Token) => boolean, end: (token: Token) => void): Column<Token> => ({
  key: 'end',
  label: 'Acts',
  isUnlabelled: true,
  align: 'right',
  cell: (token) => (
    <RowMenu
      label={`More for ${token.name}`}
      acts={mayEnd(token) ? [{ label: 'Revoke', isDangerous: true, run: () => end(token) }] : []}
    />
  ),
})
