import '@mantine/core/styles.css'
import '@mantine/spotlight/styles.css'
import '../ui/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from '../parts/query-client.ts'
import { cssVariablesResolver, theme } from '../ui/theme.ts'
import { AskForProof } from './ask-for-proof.tsx'
import { colourScheme } from './colour-scheme.ts'
import { router } from './router.ts'
import { Unreached } from './unreached.tsx'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// The name under which the library that locks scrolling looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce })

const root = document.getElementById('app')
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={colourScheme}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <Unreached />
          <AskForProof />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
