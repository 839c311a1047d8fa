import { Box, Text } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import classes from './details.module.css'

/** Names and what they stand for, one below the other. */
export function Details({ items }: { readonly items: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Box component="dl" className={classes.list}>
      {items.map(([name, value]) => (
        <Fragment key={name}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <Text component="dd" size="sm" style={{ overflowWrap: 'anywhere' }}>
            {value}
          </Text>
        </Fragment>
      ))}
    </Box>
  )
}
