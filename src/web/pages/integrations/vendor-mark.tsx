import { Box } from '@mantine/core'

/** A vendor's first letter: logos are theirs. */
export function VendorMark({ name, size = 36 }: { readonly name: string; readonly size?: number }) {
  return (
    <Box
      aria-hidden
      w={size}
      h={size}
      fw={650}
      fz={size * 0.45}
      bg="var(--mantine-color-petrol-light)"
      c="light-dark(var(--mantine-color-petrol-9), var(--mantine-color-petrol-2))"
      style={{ display: 'grid', placeItems: 'center', borderRadius: 9, flexShrink: 0 }}
    >
      {name.charAt(0).toUpperCase()}
    </Box>
  )
}
