/** Our mark: people in rows, counted. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#1d6681" />
      <g fill="#fff">
        <circle cx="9" cy="10" r="3" />
        <circle cx="16" cy="10" r="3" />
        <circle cx="23" cy="10" r="3" />
        <rect x="6" y="16" width="20" height="3" rx="1.5" />
        <rect x="6" y="22" width="13" height="3" rx="1.5" opacity=".7" />
      </g>
    </svg>
  )
}
