import { Box } from '@mantine/core'
import encodeQR from 'qr'

/** A text as a QR code, drawn here: nobody else is asked, for it may be a secret. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const size = modules.length
  const squares = modules.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  return (
    // Black on white in the dark, too: that is what cameras read.
    <Box component="svg" viewBox={`0 0 ${size} ${size}`} w={200} h={200} role="img" aria-label={label}>
      <rect width={size} height={size} rx={2} fill="#fff" />
      <path d={squares.join('')} fill="#000" shapeRendering="crispEdges" />
    </Box>
  )
}
