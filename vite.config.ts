import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const outDir = join(import.meta.dirname, 'dist/web')

/** Compressed once here, so that the server never has to. */
function compressed(): Plugin {
  const write = () => {
    const names = readdirSync(outDir, { recursive: true, encoding: 'utf8' })
    for (const name of names.filter((name) => /\.(js|css|svg)$/.test(name))) {
      const path = join(outDir, name)
      const body = readFileSync(path)
      writeFileSync(`${path}.br`, brotliCompressSync(body))
      writeFileSync(`${path}.gz`, gzipSync(body))
    }
  }
  return { name: 'compressed', apply: 'build', closeBundle: write }
}

export default defineConfig({
  root: 'src/web',
  plugins: [react(), compressed()],
  build: {
    outDir,
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // A data: URL would be one more thing for the content security policy to allow.
    assetsInlineLimit: 0,
    // Older targets make the minifier rewrite light-dark() into variables that Mantine never sets.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
})
