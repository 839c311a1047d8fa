import { Anchor, Box, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { devicesOfQuery } from '../../parts/data/devices.ts'
import { useMay } from '../../parts/session.ts'
import { valueText } from '../../parts/value.tsx'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'

/** The hardware that is this person's. */
export function Devices({ personId }: { readonly personId: string }) {
  const may = useMay()
  const query = useInfiniteQuery({ ...devicesOfQuery(personId), enabled: may('devices:read') })
  if (!may('devices:read')) return null
  return (
    <Card title="Hardware" lead="Devices whose owner they are">
      <Pieces
        query={query}
        empty={
          <Text size="sm" c="dimmed">
            No device is known to be theirs.
          </Text>
        }
      >
        {(devices) => (
          <Stack gap="sm">
            {devices.map(({ id, name, values }) => (
              <Box key={id}>
                <Anchor component={Link} to={`/hardware/${id}`} size="sm" fw={560}>
                  {name}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {[values.manufacturer, values.model, values.os_version, values.serial_number]
                    .flatMap((value) => valueText(value ?? null) ?? [])
                    .join(' · ')}
                </Text>
              </Box>
            ))}
          </Stack>
        )}
      </Pieces>
    </Card>
  )
}
