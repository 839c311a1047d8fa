import { useLocation, useNavigate } from '@tanstack/react-router'

/** Which form the address asks for by its end, as in `/roles#new`, and how another is asked for; empty: none. */
export function useAsked(): readonly [string, (hash: string) => void] {
  const asked = useLocation({ select: ({ hash }) => hash })
  const navigate = useNavigate()
  const ask = (hash: string) =>
    void navigate({
      to: '.',
      search: true,
      hash,
      replace: true,
      resetScroll: false,
      hashScrollIntoView: false,
    })
  return [asked, ask]
}
