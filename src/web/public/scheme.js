// Before the first paint, so that a dark page never flashes light.
{
  let chosen = null
  try {
    chosen = localStorage.getItem('muster-scheme')
  } catch {
    // A browser that keeps nothing gets what its system prefers.
  }
  const isDark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
}
